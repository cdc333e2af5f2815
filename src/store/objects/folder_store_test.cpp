#include "store/objects/folder_store.hpp"

#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include "base/outage.hpp"
#include "store/objects/folder_draft.hpp"

namespace freshet::objects {
namespace {

namespace fs = std::filesystem;

class FolderStoreTest : public testing::Test {
protected:
    ~FolderStoreTest() override {
        std::error_code ignored;  // A folder that stays behind spoils no test.
        fs::remove_all(root_, ignored);
    }

    static fs::path new_folder() {
        auto pattern = (fs::temp_directory_path() / "freshet-objects-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        return pattern;
    }

    template <class T>
    T run(asio::awaitable<T> task) {
        asio::io_context context;
        auto outcome = asio::co_spawn(context, std::move(task), asio::use_future);
        context.run();
        return outcome.get();
    }

    static Key key(std::string_view text) { return Key::parse(text).value(); }

    void put(std::string_view name, std::string_view text) {
        run(store_->put(key(name), std::make_shared<const Bytes>(to_bytes(text))));
    }

    static std::string contents(const Object& object) {
        std::string text(object.size(), '\0');
        EXPECT_EQ(::pread(object.file()->fd(), text.data(), text.size(), 0),
                  static_cast<ssize_t>(text.size()));
        return text;
    }

    /// Files below the store's folder, wherever they are.
    [[nodiscard]] std::size_t files() const {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(root_)) {
            count += entry.is_regular_file() ? 1 : 0;
        }
        return count;
    }

    fs::path root_ = new_folder();
    net::BlockingPool pool_{{.threads = 1}};
    std::unique_ptr<FolderStore> store_ = std::make_unique<FolderStore>(root_ / "objects", pool_);
};

TEST(ObjectKey, is_folders_and_a_name_of_few_letters) {
    EXPECT_EQ(Key::parse("avatars/0f3a.webp")->folder(), "avatars");
    EXPECT_EQ(Key::parse("avatars/0f3a.webp")->name(), "0f3a.webp");
    EXPECT_EQ(Key::parse("a/b/c")->folder(), "a/b");
    EXPECT_EQ(Key::parse("alone")->folder(), "");
    EXPECT_EQ(Key::parse("alone")->name(), "alone");
}

TEST(ObjectKey, names_nothing_outside_of_its_store) {
    using namespace std::string_view_literals;
    for (const auto text : {""sv, "/"sv, "/etc/passwd"sv, ".."sv, "../secrets.json"sv, "a/../b"sv,
                            "a//b"sv, "a/"sv, "a/.hidden"sv, ".drafts/x"sv, "A"sv, "a b"sv,
                            "a\0b"sv, "a\\b"sv, "a%2fb"sv, "1/2/3/4/5/6/7/8/9"sv}) {
        EXPECT_FALSE(Key::parse(text)) << text;
    }
    EXPECT_FALSE(Key::parse(std::string(Key::bytes_max + 1, 'a')));
    EXPECT_TRUE(Key::parse(std::string(Key::bytes_max, 'a')));
}

TEST_F(FolderStoreTest, what_was_put_is_there_also_for_the_next_run) {
    put("avatars/one.webp", "first");

    store_ = std::make_unique<FolderStore>(root_ / "objects", pool_);
    const auto file = run(store_->open(key("avatars/one.webp")));

    ASSERT_TRUE(file);
    EXPECT_EQ(contents(*file), "first");
    EXPECT_EQ(files(), 1u);
}

TEST_F(FolderStoreTest, what_is_not_there_is_null_and_can_be_removed) {
    EXPECT_FALSE(run(store_->open(key("avatars/none.webp"))));
    EXPECT_NO_THROW(run(store_->remove(key("avatars/none.webp"))));

    put("avatars/one.webp", "first");
    EXPECT_FALSE(run(store_->open(key("avatars"))));
}

TEST_F(FolderStoreTest, who_reads_what_is_removed_or_replaced_reads_on) {
    put("one", "first");
    const auto old = run(store_->open(key("one")));

    put("one", "second");
    const auto replaced = run(store_->open(key("one")));
    run(store_->remove(key("one")));

    EXPECT_EQ(contents(*old), "first");
    EXPECT_EQ(contents(*replaced), "second");
    EXPECT_FALSE(run(store_->open(key("one"))));
    EXPECT_EQ(files(), 0u);
}

TEST_F(FolderStoreTest, an_object_lies_where_its_key_says_and_only_its_owner_may_look) {
    put("avatars/one.webp", "first");
    struct stat facts{};
    const auto path = root_ / "objects" / "avatars" / "one.webp";
    ASSERT_EQ(::stat(path.parent_path().c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0700u);
    ASSERT_EQ(::stat(path.c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_F(FolderStoreTest, what_a_crash_left_half_written_goes_at_the_next_start) {
    std::ofstream(root_ / "objects" / ".new" / "half") << "writ";

    store_ = std::make_unique<FolderStore>(root_ / "objects", pool_);

    EXPECT_EQ(files(), 0u);
}

TEST_F(FolderStoreTest, a_file_system_that_refuses_is_an_outage_and_leaves_nothing) {
    // A file stands where the folder of the object would be.
    std::ofstream(root_ / "objects" / "avatars") << "in the way";

    try {
        put("avatars/one.webp", "first");
        FAIL() << "was put";
    } catch (const boost::system::system_error& error) {
        EXPECT_EQ(error.code(), Outage::unavailable);
    }

    EXPECT_TRUE(fs::is_empty(root_ / "objects" / ".new"));
}

TEST_F(FolderStoreTest, a_disk_without_room_is_told_apart) {
    const FolderDraft::Paths paths{.draft = root_ / "draft", .object = root_ / "object"};
    FolderDraft draft(paths, net::Descriptor(::open("/dev/full", O_WRONLY)), 0, pool_);
    const Bytes bytes(100'000);

    EXPECT_EQ(run(draft.append(bytes)).error(), Errc::storage_full);
    EXPECT_EQ(draft.size(), 0u);
}

TEST_F(FolderStoreTest, folders_that_nothing_is_in_any_more_go) {
    put("media/a/1/video.mp4", "x");
    put("media/b/1/video.mp4", "x");
    run(store_->remove(key("media/a/1/video.mp4")));
    EXPECT_FALSE(fs::exists(root_ / "objects" / "media" / "a"));

    run(store_->remove_all(key("media/b")));
    EXPECT_FALSE(fs::exists(root_ / "objects" / "media"));
    EXPECT_TRUE(fs::exists(root_ / "objects"));
}

TEST_F(FolderStoreTest, what_somebody_else_put_there_is_no_object) {
    put("media/a", "x");
    std::ofstream(root_ / "objects" / "media" / "README") << "capitals";
    fs::create_symlink("/etc/passwd", root_ / "objects" / "media" / "link");
    fs::create_directory(root_ / "objects" / "media" / ".hidden");

    EXPECT_EQ(run(store_->list(key("media"), {}, 10)).size(), 1u);
    EXPECT_THROW((void)run(store_->open(key("media/link"))), boost::system::system_error);
}

}  // namespace
}  // namespace freshet::objects
