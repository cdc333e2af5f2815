# Debian's packages, as script/bootstrap installs them.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
pkg_check_modules(prometheus REQUIRED IMPORTED_TARGET prometheus-cpp-core)
pkg_check_modules(openssl REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(icu REQUIRED IMPORTED_TARGET icu-i18n icu-uc)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(jwt REQUIRED IMPORTED_TARGET libjwt)
pkg_check_modules(curl REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(zlib REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(brotli REQUIRED IMPORTED_TARGET libbrotlienc libbrotlidec)
pkg_check_modules(jpeg REQUIRED IMPORTED_TARGET libjpeg)
pkg_check_modules(png REQUIRED IMPORTED_TARGET libpng)
pkg_check_modules(webp REQUIRED IMPORTED_TARGET libwebp libwebpdemux)
pkg_check_modules(gif REQUIRED IMPORTED_TARGET libgif)
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(postgresql REQUIRED IMPORTED_TARGET libpq)

# Asio and Beast are compiled once, in src/net/boost_*.cpp; the domain rooms see awaitable<> alone.
add_library(freshet_asio_headers INTERFACE)
target_compile_definitions(freshet_asio_headers INTERFACE
    BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION
    BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_CONCEPTS)
add_library(freshet_asio INTERFACE)
target_link_libraries(freshet_asio INTERFACE freshet_asio_headers Threads::Threads)

add_library(freshet_soci INTERFACE)
target_include_directories(freshet_soci SYSTEM INTERFACE /usr/include/soci)
target_link_libraries(freshet_soci INTERFACE soci_core soci_sqlite3 soci_postgresql PkgConfig::sqlite
    PkgConfig::postgresql)

if(FRESHET_TESTS)
    find_package(GTest REQUIRED)
endif()
