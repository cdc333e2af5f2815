#!/usr/bin/env python3
"""Shows that each rule of tools/tidy bites, and lets go of what is right."""

import importlib.machinery
import importlib.util
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
loader = importlib.machinery.SourceFileLoader("tidy", str(Path(__file__).parent / "tidy"))
tidy = importlib.util.module_from_spec(importlib.util.spec_from_loader("tidy", loader))
loader.exec_module(tidy)

HEADER = "#pragma once\n"


def check(files):
    """The messages about a tree of these files, each as `path:line: message`."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, content in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            data = content if isinstance(content, bytes) else content.encode()
            (root / name).write_bytes(data)
        return [f"{path}:{line}: {message}" for path, line, message in tidy.findings(root)]


class TidyTest(unittest.TestCase):
    def refuses(self, files, *parts):
        found = check(files)
        self.assertTrue(
            any(all(part in line for part in parts) for line in found),
            f"nothing about {parts} in {found}",
        )

    def accepts(self, files):
        self.assertEqual(check(files), [])

    def refuses_code(self, path, code, *parts):
        self.refuses({path: (HEADER if path.endswith(".hpp") else "") + code + "\n"}, *parts)

    def accepts_code(self, path, code):
        self.accepts({path: (HEADER if path.endswith(".hpp") else "") + code + "\n"})


class IncludeEdges(TidyTest):
    def test_refuses_an_upward_include(self):
        self.refuses_code("src/media/a.hpp", '#include "wire/flv/b.hpp"', "a.hpp:2:", "wire/flv")
        self.refuses_code("src/base/a.hpp", '#include "media/b.hpp"', "may not know media")
        self.refuses_code("src/net/a.hpp", '#include "live/b.hpp"', "may not know live")
        self.refuses_code("src/live/a.hpp", '#include "channels/b.hpp"', "may not know channels")
        self.refuses_code("src/live/a.hpp", '#include "net/b.hpp"', "may not know net")
        self.refuses_code("src/serve/flv/a.hpp", '#include "store/sql/b.hpp"', "store/sql")
        self.refuses_code("src/serve/flv/a.hpp", '#include "serve/rtmp/b.hpp"', "serve/rtmp")
        self.refuses_code("src/serve/hls/a.hpp", '#include "app/config.hpp"', "may not know app")
        self.refuses_code("src/serve/http/a.hpp", '#include "live/hub.hpp"', "may not know live")

    def test_accepts_the_edges_of_the_table(self):
        self.accepts_code("src/media/a.hpp", '#include "base/bytes.hpp"')
        self.accepts_code("src/wire/rtmp/a.hpp", '#include "wire/amf/value.hpp"')
        self.accepts_code("src/wire/rtmp/a.hpp", '#include "wire/rtmp/testing/b.hpp"')
        self.accepts_code("src/store/sql/a.hpp", '#include "accounts/user.hpp"')
        self.accepts_code("src/serve/hls/a.hpp", '#include "serve/cmaf/packager.hpp"')
        self.accepts_code("src/serve/hls/a.hpp", '#include "serve/http/router.hpp"')
        self.accepts_code("src/app/a.hpp", '#include "store/sql/database.hpp"')

    def test_refuses_relative_includes_and_unknown_rooms(self):
        self.refuses_code("src/live/a.hpp", '#include "b.hpp"', "by its path from src/")
        self.refuses_code("src/live/a.hpp", '#include "../base/b.hpp"', "by its path from src/")
        self.refuses_code("src/utils/a.hpp", "int x();", "is in no room")

    def test_ignores_what_is_commented_out(self):
        self.accepts_code("src/media/a.hpp", '// #include "live/b.hpp"')


class Libraries(TidyTest):
    def test_keeps_asio_in_its_rooms(self):
        include = "#include <boost/asio/steady_timer.hpp>"
        self.refuses_code("src/wire/rtmp/a.hpp", include, "boost/asio/steady_timer.hpp")
        self.refuses_code("src/live/a.hpp", include, "the domain knows")
        self.refuses_code("src/media/a.hpp", "#include <boost/asio/awaitable.hpp>", "boost/asio")
        self.accepts_code("src/net/a.hpp", include)
        self.accepts_code("src/accounts/a.hpp", "#include <boost/asio/awaitable.hpp>")
        self.accepts_code("src/accounts/a_test.cpp", "#include <boost/asio/co_spawn.hpp>")

    def test_keeps_beast_in_few_sources(self):
        include = "#include <boost/beast/http.hpp>\n"
        self.refuses_code("src/net/a.hpp", include, "Beast stays")
        self.refuses_code("src/serve/api/a.cpp", include, "Beast stays")
        three = {f"src/net/{name}.cpp": include for name in "abc"}
        self.accepts(three)
        self.refuses({**three, "src/serve/http/d.cpp": include}, "4 files include Beast")

    def test_keeps_each_library_in_its_room(self):
        self.refuses_code("src/serve/api/a.cpp", "#include <soci/soci.h>", "repository")
        self.refuses_code("src/live/a_test.cpp", "#include <spdlog/spdlog.h>", "base/log.hpp")
        self.refuses_code("src/net/a.cpp", "#include <prometheus/counter.h>", "serve/metrics")
        self.accepts_code("src/store/sql/a.cpp", "#include <soci/soci.h>")


class Words(TidyTest):
    def test_refuses_each_word(self):
        for code, instead in [
            ("asio::co_spawn(e, f(), asio::detached);", "TaskGroup"),
            ("auto self = shared_from_this();", "locals"),
            ("struct A : std::enable_shared_from_this<A> {};", "locals"),
            ("std::this_thread::sleep_for(1s);", "deadline"),
            ("int dice = std::rand();", "mt19937"),
            ("auto now = std::chrono::system_clock::now();", "wall_now"),
            ("Config::Instance().get();", "constructor"),
            ("Config::GetInstance().get();", "constructor"),
        ]:
            with self.subTest(code=code):
                self.refuses_code("src/serve/api/a.cpp", code, "a.cpp:1:", instead)

    def test_lets_comments_strings_and_base_clock_have_them(self):
        self.accepts_code("src/serve/api/a.cpp", '// Never detached.\nauto x = "detached";')
        self.accepts_code("src/serve/api/a.cpp", 'auto x = R"(sleep_for)";')
        self.accepts({"src/base/clock_test.cpp": "auto t = std::chrono::system_clock::now();\n"})

    def test_sees_code_behind_digit_separators(self):
        self.refuses_code("src/app/a.cpp", "int a = 1'000; detached(); int b = 1'0;", "TaskGroup")


class Sizes(TidyTest):
    def test_refuses_long_lines_but_not_full_ones(self):
        self.accepts_code("src/app/a.cpp", "//" + "x" * 98)
        self.refuses_code("src/app/a.cpp", "//" + "x" * 99, "101 columns")

    def test_refuses_long_files(self):
        self.accepts({"src/app/a.cpp": "\n" * 600})
        self.refuses({"src/app/a.cpp": "\n" * 601}, "601 lines")

    def test_refuses_long_functions(self):
        body = "    step();\n" * 68
        self.accepts_code("src/app/a.cpp", f"void run(int a) {{\n{body}}}")
        long = f"    step();\n{body}"
        self.refuses_code("src/app/a.cpp", f"void run(int a) {{\n{long}}}", "function of 71 lines")
        self.refuses_code("src/app/a_test.cpp", f"TEST(A, is_b) {{\n{long}}}", "function of 71")
        self.refuses_code("src/app/a.hpp", f"class A {{\n    A() : b_(1) {{\n{long}}}\n}};", "71")
        self.refuses({"bench/run.py": "def f():\n" + "    g()\n" * 70}, "function of 71 lines")

    def test_counts_neither_classes_nor_namespaces_nor_many_short_functions(self):
        short = "int f(int a) {\n    if (a) {\n        return 1;\n    }\n    return 0;\n}\n" * 20
        code = f"namespace a {{\nclass B {{\n{short}}};\n}}  // namespace a\n"
        self.accepts({"src/app/a.cpp": code})

    def test_is_not_confused_by_braces_in_literals(self):
        code = "void f() { put('{'); put(\"{\"); put(R\"({)\"); }\n" + "int x;\n" * 80
        self.accepts({"src/app/a.cpp": code})

    def test_refuses_large_files(self):
        self.refuses({"docs/a.png": b"x" * (1024 * 1024 + 1)}, "over 1 MB")


class Texts(TidyTest):
    def test_refuses_what_is_not_ascii_except_translations(self):
        self.refuses_code("src/app/a.cpp", 'auto x = "\u00e9";', "not ASCII")
        self.refuses_code("src/app/a.cpp", "// 1 \u2013 2", "not ASCII")
        self.accepts_code("src/serve/api/texts_ru.cpp", 'auto x = "\u0434\u0430";')

    def test_refuses_promises_without_an_issue(self):
        word = "TO" + "DO"
        self.refuses_code("src/app/a.cpp", f"// {word}: later", "open an issue")
        self.refuses_code("web/src/a.ts", f"// {word} later", "open an issue")
        self.accepts_code("src/app/a.cpp", f"// {word}(#12): later")

    def test_refuses_paths_of_one_machine(self):
        for path in ["/ho" + "me/ada/x", "/ro" + "ot/x", "/Us" + "ers/ada", "/wo" + "rk/main"]:
            with self.subTest(path=path):
                self.refuses_code("src/app/a.cpp", f'auto x = "{path}";', "of one machine")
                self.refuses({"docs/a.md": f"See {path}.\n"}, "of one machine")
        self.accepts_code("src/app/a.cpp", 'auto x = "/api/workers/home/x";')

    def test_refuses_headers_without_pragma_once_and_ragged_ends(self):
        self.refuses({"src/app/a.hpp": "int f();\n"}, "#pragma once")
        self.refuses({"src/app/a.cpp": "int f();"}, "end the last line")
        self.refuses({"src/app/a.cpp": "int f();\r\n"}, "carriage returns")


class Tests(TidyTest):
    def test_asks_for_a_test_beside_each_source(self):
        for room in ["base", "media", "wire/flv", "live"]:
            with self.subTest(room=room):
                path = f"src/{room}/reader.cpp"
                self.refuses({path: "\n"}, path, "reader_test.cpp")
                self.accepts({path: "\n", f"src/{room}/reader_test.cpp": "\n"})
        self.accepts({"src/wire/flv/error.cpp": "\n", "src/app/main.cpp": "\n"})

    def test_asks_for_sentences_as_names_of_tests(self):
        self.refuses_code("src/app/a_test.cpp", "TEST(Reader, Works) {}", "a sentence")
        self.refuses_code("src/app/a_test.cpp", "TEST(Reader, works) {}", "a sentence")
        self.refuses_code("src/app/a_test.cpp", "TEST_F(My_Reader, reads_all) {}", "PascalCase")
        self.accepts_code("src/app/a_test.cpp", "TEST(Reader, reads_all_of_it) {}")


class Names(TidyTest):
    def test_asks_for_the_case_of_the_language(self):
        self.refuses_code("src/app/ConfigReader.cpp", "int x;", "snake_case")
        self.refuses({"web/src/features/StreamList.tsx": "\n"}, "kebab-case")
        self.refuses({"tests/e2e/publish_obs.test.ts": "\n"}, "kebab-case")
        self.refuses({"docs/a page.md": "\n"}, "use letters")
        self.accepts({"src/app/config_reader.cpp": "\n", "web/src/stream-list.test.tsx": "\n"})


class Links(TidyTest):
    def test_refuses_links_that_lead_nowhere(self):
        self.refuses({"README.md": "[a](docs/none.md)\n"}, "README.md:1:", "leads nowhere")
        self.refuses({"README.md": "[a](#none)\n"}, "no heading")
        page = {"docs/a.md": "# The house\n"}
        self.refuses({"README.md": "\n[a](docs/a.md#the-home)\n", **page}, "README.md:2:")
        self.accepts({"README.md": "[a](docs/a.md#the-house) [b](docs) [c](http://x.y)\n", **page})

    def test_ignores_code(self):
        self.accepts({"README.md": "```\n[a](docs/none.md)\n```\n"})


class Settings(TidyTest):
    CODE = """
number({"PORT", "port", a_port, "HTTP."}, 0, 65535, at);
duration(
    {"", "live.grace", a_duration, "Patience."}, 0s, 1h, 1s, at);
url({"PUBLIC_URL", "public_url", a_url, "Here."}, {"http://", "https://"}, at);
word({"LOG_LEVEL", "log.level", "debug or info", "What."}, {{"debug", 1}, {"info", 2}}, at);
{.name = "DATA_DIR",
 .key = "data_dir"}
"""
    ROWS = [
        "| `PORT` | `port` | 8080 |",
        "| | `live.grace` | 30s |",
        "| `PUBLIC_URL` | `public_url` | none |",
        "| `LOG_LEVEL` | `log.level` | info |",
        "| `DATA_DIR` | `data_dir` | data |",
    ]

    def tree(self, rows):
        page = "\n".join(["| environment | key | default |", "| --- | --- | --- |", *rows]) + "\n"
        return {"src/app/settings.cpp": self.CODE, "docs/operations.md": page}

    def test_accepts_a_page_with_a_row_for_each(self):
        self.accepts(self.tree(self.ROWS))

    def test_asks_for_each_row_that_is_missing(self):
        for row in self.ROWS:
            with self.subTest(row=row):
                rest = [other for other in self.ROWS if other != row]
                key = row.split("`")[-2]
                self.refuses(self.tree(rest), "has no row", f"`{key}` in docs/operations.md")
        self.refuses({"src/app/settings.cpp": self.CODE}, "PORT has no row")

    def test_refuses_rows_of_what_is_no_setting(self):
        rows = [*self.ROWS, "| `COLOUR` | `colour` | red |"]
        self.refuses(self.tree(rows), "docs/operations.md:8:", "COLOUR is no setting")
        renamed = ["| `HTTP_PORT` | `port` | 8080 |", *self.ROWS[1:]]
        self.refuses(self.tree(renamed), "HTTP_PORT is no setting")


if __name__ == "__main__":
    unittest.main()
