// What every object store promises, held by each of them: a folder of this machine, and a bucket of
// a real server.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include "base/outage.hpp"
#include "store/objects/folder_store.hpp"
#include "store/objects/s3_store.hpp"
#include "store/objects/test_gateway.hpp"

namespace freshet::objects {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::size_t mib = std::size_t{1024} * 1024;

enum class Kind { folder, bucket };

Key key(std::string_view text) { return Key::parse(text).value(); }

/// Bytes of which no two parts are alike.
Bytes pattern(std::size_t count, std::uint64_t seed = 1) {
    Bytes bytes(count);
    std::uint64_t state = seed * 0x9e3779b97f4a7c15;
    for (auto& byte : bytes) {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        byte = static_cast<std::byte>(state);
    }
    return bytes;
}

class ObjectStoreContract : public testing::TestWithParam<Kind> {
protected:
    ObjectStoreContract() {
        if (GetParam() == Kind::bucket) {
            account_ = test::ObjectGateway::of_this_process().create_bucket();
        }
        restart();
    }

    ~ObjectStoreContract() override {
        store_.reset();
        std::error_code ignored;  // A folder that stays behind spoils no test.
        fs::remove_all(root_, ignored);
    }

    static fs::path new_folder() {
        auto name = (fs::temp_directory_path() / "freshet-objects-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        return name;
    }

    /// Another process, or another node.
    void restart() {
        store_.reset();
        if (GetParam() == Kind::bucket) {
            store_ = std::make_unique<S3Store>(account_, S3Client::Config{}, pool_);
        } else {
            store_ = std::make_unique<FolderStore>(root_ / "objects", pool_);
        }
    }

    template <class T>
    static T run(asio::awaitable<T> task) {
        asio::io_context context;
        auto outcome = asio::co_spawn(context, std::move(task), asio::use_future);
        context.run();
        return outcome.get();
    }

    void put(std::string_view name, Bytes bytes) {
        run(store_->put(key(name), std::make_shared<const Bytes>(std::move(bytes))));
    }
    void put(std::string_view name, std::string_view text) { put(name, to_bytes(text)); }

    static Bytes read(const Object& object, std::uint64_t offset, std::size_t count) {
        const auto slice = run(object.read(offset, count));
        return {slice.bytes().begin(), slice.bytes().end()};
    }

    /// Nothing: there is no such object.
    std::optional<Bytes> contents(std::string_view name) {
        const auto object = run(store_->open(key(name)));
        if (!object) return std::nullopt;
        return read(*object, 0, object->size());
    }
    std::string text(std::string_view name) {
        const auto bytes = contents(name);
        return bytes ? std::string(as_text(*bytes)) : "(none)";
    }

    std::vector<std::string> list(std::string_view folder, std::optional<Key> after = {},
                                  std::size_t count = 1000) {
        return texts(run(store_->list(key(folder), std::move(after), count)));
    }
    std::vector<std::string> list_drafts(std::optional<Key> after = {}, std::size_t count = 1000) {
        return texts(run(store_->list_drafts(std::move(after), count)));
    }
    static std::vector<std::string> texts(const std::vector<Listed>& listed) {
        std::vector<std::string> names;
        for (const auto& object : listed) names.push_back(object.key.text());
        return names;
    }

    [[nodiscard]] fs::path write_file(const Bytes& bytes) const {
        const auto path = root_ / "file";
        std::ofstream(path, std::ios::binary) << as_text(bytes);
        return path;
    }
    static Bytes read_file(const fs::path& path) {
        std::ifstream file(path, std::ios::binary);
        return to_bytes(std::string(std::istreambuf_iterator<char>(file), {}));
    }

    std::unique_ptr<Draft> draft(std::string_view name, std::uint64_t acknowledged = 0) {
        return run(store_->open_draft(key(name), acknowledged)).value();
    }
    static void append(Draft& draft, ByteSpan bytes) { ASSERT_TRUE(run(draft.append(bytes))); }
    static std::uint64_t sync(Draft& draft) { return run(draft.sync()).value(); }
    static void finish(Draft& draft) { ASSERT_TRUE(run(draft.finish())); }

    fs::path root_ = new_folder();
    S3Account account_;
    net::BlockingPool pool_{{.threads = 2}};
    std::unique_ptr<Store> store_;
};

TEST_P(ObjectStoreContract, what_was_put_is_there_also_for_another_process) {
    put("avatars/one.webp", "first");
    restart();

    EXPECT_EQ(text("avatars/one.webp"), "first");
    EXPECT_EQ(text("avatars/two.webp"), "(none)");
}

TEST_P(ObjectStoreContract, any_range_of_an_object_can_be_read) {
    const auto bytes = pattern(200'000);
    put("media/a/video.mp4", bytes);
    const auto object = run(store_->open(key("media/a/video.mp4")));

    ASSERT_TRUE(object);
    EXPECT_EQ(object->size(), bytes.size());
    for (const auto& [offset, count] :
         std::initializer_list<std::pair<std::size_t, std::size_t>>{{0, 1},
                                                                    {0, 200'000},
                                                                    {1, 70'000},
                                                                    {65'535, 1},
                                                                    {65'535, 2},
                                                                    {65'536, 1},
                                                                    {199'999, 1},
                                                                    {199'999, 1000},
                                                                    {100'000, 0},
                                                                    {200'000, 1},
                                                                    {300'000, 1}}) {
        const auto from = std::min(offset, bytes.size());
        const auto expected = ByteSpan(bytes).subspan(from, std::min(count, bytes.size() - from));
        EXPECT_EQ(read(*object, offset, count), Bytes(expected.begin(), expected.end()))
            << offset << " " << count;
    }
}

TEST_P(ObjectStoreContract, an_object_may_be_empty) {
    put("empty", "");
    const auto object = run(store_->open(key("empty")));

    ASSERT_TRUE(object);
    EXPECT_EQ(object->size(), 0u);
    EXPECT_TRUE(read(*object, 0, 10).empty());
    ASSERT_TRUE(run(store_->fetch(key("empty"), root_ / "copy")).value());
    EXPECT_TRUE(read_file(root_ / "copy").empty());
}

TEST_P(ObjectStoreContract, a_file_of_this_machine_is_given_where_there_is_one) {
    put("one", "first");
    const auto object = run(store_->open(key("one")));

    if (GetParam() == Kind::bucket) {
        EXPECT_FALSE(object->file());
    } else {
        std::string text(object->size(), '\0');
        ASSERT_EQ(::pread(object->file()->fd(), text.data(), text.size(), 0), 5);
        EXPECT_EQ(text, "first");
    }
}

TEST_P(ObjectStoreContract, what_is_read_is_of_one_object_also_when_it_is_replaced) {
    const auto first = pattern(200'000, 1);
    const auto second = pattern(200'000, 2);
    put("one", first);
    const auto object = run(store_->open(key("one")));
    put("one", second);

    EXPECT_EQ(contents("one"), second);
    try {
        EXPECT_EQ(read(*object, 0, 200'000), first);
        EXPECT_EQ(GetParam(), Kind::folder);
    } catch (const boost::system::system_error& error) {
        EXPECT_EQ(error.code(), Outage::unavailable);
        EXPECT_EQ(GetParam(), Kind::bucket);
    }
}

TEST_P(ObjectStoreContract, what_is_not_there_is_no_error) {
    EXPECT_FALSE(run(store_->open(key("avatars/none.webp"))));
    EXPECT_NO_THROW(run(store_->remove(key("avatars/none.webp"))));
    EXPECT_NO_THROW(run(store_->remove_all(key("avatars"))));
    EXPECT_NO_THROW(run(store_->discard_draft(key("uploads/none"))));
    EXPECT_EQ(run(store_->fetch(key("avatars/none.webp"), root_ / "copy")), false);
    EXPECT_FALSE(fs::exists(root_ / "copy"));
    EXPECT_TRUE(list("avatars").empty());
    EXPECT_TRUE(list_drafts().empty());
}

TEST_P(ObjectStoreContract, a_folder_is_no_object) {
    put("avatars/one.webp", "first");

    EXPECT_FALSE(run(store_->open(key("avatars"))));
    EXPECT_NO_THROW(run(store_->remove(key("avatars"))));
    EXPECT_EQ(text("avatars/one.webp"), "first");
}

TEST_P(ObjectStoreContract, what_was_removed_is_gone) {
    put("media/a/1/video.mp4", "first");
    run(store_->remove(key("media/a/1/video.mp4")));

    EXPECT_EQ(text("media/a/1/video.mp4"), "(none)");
    EXPECT_TRUE(list("media").empty());
}

TEST_P(ObjectStoreContract, a_file_becomes_an_object_and_an_object_a_file) {
    for (const auto size : {std::size_t{0}, std::size_t{1}, 8 * mib, 20 * mib + 1}) {
        const auto bytes = pattern(size);
        const auto file = write_file(bytes);

        ASSERT_TRUE(run(store_->put_file(key("media/a/720p.mp4"), file)));
        EXPECT_FALSE(fs::exists(file));
        ASSERT_TRUE(run(store_->fetch(key("media/a/720p.mp4"), root_ / "copy")).value());

        EXPECT_EQ(read_file(root_ / "copy"), bytes) << size;
        EXPECT_EQ(contents("media/a/720p.mp4"), bytes) << size;
    }
    EXPECT_TRUE(list_drafts().empty());
}

TEST_P(ObjectStoreContract, what_was_fetched_stays_when_the_object_goes) {
    put("one", "first");
    std::ofstream(root_ / "copy") << "what lay there";

    ASSERT_TRUE(run(store_->fetch(key("one"), root_ / "copy")).value());
    run(store_->remove(key("one")));
    EXPECT_EQ(as_text(read_file(root_ / "copy")), "first");

    ASSERT_TRUE(run(store_->put_file(key("two"), root_ / "copy")));
    EXPECT_EQ(text("two"), "first");
}

TEST_P(ObjectStoreContract, a_file_that_was_fetched_may_be_put_again) {
    put("one", "first");
    ASSERT_TRUE(run(store_->fetch(key("one"), root_ / "copy")).value());

    ASSERT_TRUE(run(store_->put_file(key("one"), root_ / "copy")));

    EXPECT_EQ(text("one"), "first");
    EXPECT_FALSE(fs::exists(root_ / "copy"));
}

TEST_P(ObjectStoreContract, a_file_that_is_not_there_is_an_outage) {
    EXPECT_THROW((void)run(store_->put_file(key("one"), root_ / "none")),
                 boost::system::system_error);
    EXPECT_EQ(text("one"), "(none)");
}

TEST_P(ObjectStoreContract, a_list_has_what_lies_below_in_the_order_of_keys) {
    const std::vector<std::string> names{"media/a-b/c", "media/a.b", "media/a/1/z", "media/a/10",
                                         "media/a/2",   "media/a0",  "media/b/c/d"};
    for (const auto& name : names) put(name, name);
    put("mediab", "beside");
    put("other/a", "beside");

    const auto listed = run(store_->list(key("media"), {}, 1000));

    EXPECT_EQ(texts(listed), names);
    for (const auto& object : listed) {
        EXPECT_EQ(object.size, object.key.text().size());
        EXPECT_LT(std::chrono::abs(wall_now() - object.modified_at), 5min);
    }
    EXPECT_EQ(list("media/a"),
              (std::vector<std::string>{"media/a/1/z", "media/a/10", "media/a/2"}));
}

TEST_P(ObjectStoreContract, a_list_goes_on_after_any_key) {
    const std::vector<std::string> names{"media/a-b/c", "media/a.b", "media/a/1/z", "media/a/10",
                                         "media/a/2",   "media/a0",  "media/b/c/d"};
    for (const auto& name : names) put(name, "x");

    for (std::size_t count = 1; count <= names.size() + 1; ++count) {
        std::vector<std::string> all;
        std::optional<Key> after;
        while (true) {
            const auto page = list("media", after, count);
            all.insert(all.end(), page.begin(), page.end());
            if (page.size() < count) break;
            after = key(page.back());
        }
        EXPECT_EQ(all, names) << count;
    }
    EXPECT_EQ(list("media", key("media/a/11"), 1), std::vector<std::string>{"media/a/2"});
    EXPECT_EQ(list("media", key("media/a"), 1), std::vector<std::string>{"media/a-b/c"});
}

TEST_P(ObjectStoreContract, to_remove_a_folder_removes_what_lies_below_it_and_nothing_else) {
    for (const auto* name : {"media/a/1/x", "media/a/2", "media/ab/1", "media/a-b", "uploads/a"}) {
        put(name, "x");
    }

    run(store_->remove_all(key("media/a")));

    EXPECT_EQ(list("media"), (std::vector<std::string>{"media/a-b", "media/ab/1"}));
    EXPECT_EQ(text("uploads/a"), "x");
    run(store_->remove_all(key("uploads/a")));
    EXPECT_EQ(text("uploads/a"), "x");
}

TEST_P(ObjectStoreContract, a_draft_is_no_object_before_it_is_finished) {
    const auto growing = draft("uploads/a");
    append(*growing, as_bytes("some"));
    EXPECT_EQ(sync(*growing), 4u);

    EXPECT_EQ(text("uploads/a"), "(none)");
    EXPECT_TRUE(list("uploads").empty());
    EXPECT_EQ(list_drafts(), std::vector<std::string>{"uploads/a"});

    append(*growing, as_bytes(" more"));
    finish(*growing);
    EXPECT_EQ(text("uploads/a"), "some more");
    EXPECT_EQ(list("uploads"), std::vector<std::string>{"uploads/a"});
    EXPECT_TRUE(list_drafts().empty());
}

TEST_P(ObjectStoreContract, a_draft_may_be_of_any_size_and_come_in_any_pieces) {
    for (const auto size :
         {std::size_t{0}, std::size_t{1}, 5 * mib, 8 * mib, 8 * mib + 1, 21 * mib}) {
        const auto bytes = pattern(size);
        const auto growing = draft("uploads/a");
        ByteSpan rest = bytes;
        for (std::size_t piece = 1; !rest.empty(); piece = piece * 3 + 1) {
            const auto count = std::min(piece, rest.size());
            append(*growing, rest.first(count));
            rest = rest.subspan(count);
            EXPECT_EQ(growing->size(), size - rest.size());
        }
        finish(*growing);

        EXPECT_EQ(contents("uploads/a"), bytes) << size;
    }
}

TEST_P(ObjectStoreContract, a_draft_goes_on_where_it_was_synced_also_in_another_process) {
    const auto bytes = pattern(40 * mib);
    std::uint64_t acknowledged = 0;
    // Tails, parts with and without one, and one that would be a small part.
    for (const auto until : {std::size_t{1000}, 3 * mib, 8 * mib, 17 * mib, 23 * mib, 40 * mib}) {
        const auto growing = draft("uploads/a", acknowledged);
        EXPECT_EQ(growing->size(), acknowledged);
        append(*growing, ByteSpan(bytes).subspan(acknowledged, until - acknowledged));
        acknowledged = sync(*growing);
        EXPECT_EQ(acknowledged, until);
        append(*growing, pattern(100'000, 7));  // Never synced: nobody misses it.
        restart();
    }
    finish(*draft("uploads/a", acknowledged));

    EXPECT_EQ(contents("uploads/a"), bytes);
    EXPECT_TRUE(list_drafts().empty());
}

// The writer synced twice, and died before the second total was noted.
TEST_P(ObjectStoreContract, a_draft_goes_on_from_the_total_before_the_last) {
    const auto bytes = pattern(30 * mib);
    for (const auto first : {std::size_t{1000}, 4 * mib, 10 * mib}) {
        auto growing = draft("uploads/a");
        append(*growing, ByteSpan(bytes).first(500));
        sync(*growing);
        append(*growing, ByteSpan(bytes).subspan(500, first - 500));
        ASSERT_EQ(sync(*growing), first);
        append(*growing, pattern(15 * mib, 9));
        sync(*growing);
        restart();

        growing = draft("uploads/a", first);
        append(*growing, ByteSpan(bytes).subspan(first));
        sync(*growing);
        finish(*growing);

        EXPECT_EQ(contents("uploads/a"), bytes) << first;
    }
}

TEST_P(ObjectStoreContract, a_draft_that_is_shorter_than_was_acknowledged_is_lost) {
    const auto growing = draft("uploads/a");
    append(*growing, as_bytes("some"));
    sync(*growing);

    EXPECT_EQ(run(store_->open_draft(key("uploads/a"), 5)).error(), Errc::draft_lost);
    EXPECT_EQ(run(store_->open_draft(key("uploads/none"), 1)).error(), Errc::draft_lost);
    EXPECT_TRUE(run(store_->open_draft(key("uploads/a"), 4)));
}

TEST_P(ObjectStoreContract, a_draft_of_which_nothing_was_acknowledged_begins_anew) {
    const auto old = draft("uploads/a");
    append(*old, pattern(9 * mib));
    sync(*old);

    const auto growing = draft("uploads/a");
    append(*growing, as_bytes("new"));
    finish(*growing);

    EXPECT_EQ(text("uploads/a"), "new");
    EXPECT_TRUE(list_drafts().empty());
}

TEST_P(ObjectStoreContract, a_finished_draft_replaces_the_object_of_its_name) {
    put("uploads/a", "first");
    const auto growing = draft("uploads/a");
    append(*growing, as_bytes("second"));
    sync(*growing);
    EXPECT_EQ(text("uploads/a"), "first");

    finish(*growing);
    EXPECT_EQ(text("uploads/a"), "second");
}

TEST_P(ObjectStoreContract, a_discarded_draft_leaves_nothing_and_no_object_goes_with_it) {
    put("uploads/a", "object");
    const auto growing = draft("uploads/a");
    append(*growing, pattern(9 * mib));
    sync(*growing);
    const auto beside = draft("uploads/ab");
    append(*beside, as_bytes("beside"));
    sync(*beside);

    run(store_->discard_draft(key("uploads/a")));

    EXPECT_EQ(list_drafts(), std::vector<std::string>{"uploads/ab"});
    EXPECT_EQ(run(store_->open_draft(key("uploads/a"), 9 * mib)).error(), Errc::draft_lost);
    EXPECT_EQ(text("uploads/a"), "object");
    finish(*beside);
    EXPECT_EQ(text("uploads/ab"), "beside");
}

TEST_P(ObjectStoreContract, drafts_are_listed_in_the_order_of_keys) {
    const std::vector<std::string> names{"uploads/a", "uploads/a-b", "uploads/a.b", "uploads/b"};
    for (const auto& name : names) {
        const auto growing = draft(name);
        for (int times = 0; times < 4; ++times) {
            append(*growing, as_bytes(name));
            sync(*growing);
        }
    }

    const auto listed = run(store_->list_drafts({}, 1000));
    EXPECT_EQ(texts(listed), names);
    for (const auto& each : listed) {
        EXPECT_EQ(each.size, 4 * each.key.text().size());
        EXPECT_LT(std::chrono::abs(wall_now() - each.modified_at), 5min);
    }
    std::vector<std::string> all;
    std::optional<Key> after;
    while (true) {
        const auto page = list_drafts(after, 1);
        if (page.empty()) break;
        all.push_back(page.front());
        after = key(page.front());
    }
    EXPECT_EQ(all, names);
}

TEST_P(ObjectStoreContract, it_answers_probes) { EXPECT_TRUE(run(store_->answers())); }

INSTANTIATE_TEST_SUITE_P(Stores, ObjectStoreContract, testing::Values(Kind::folder, Kind::bucket),
                         [](const auto& of) {
                             return of.param == Kind::folder ? "folder" : "bucket";
                         });

}  // namespace
}  // namespace freshet::objects
