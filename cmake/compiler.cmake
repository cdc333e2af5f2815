# What every target of the house is compiled with. clang-19: see docs/adr/0001-clang-and-libstdcxx.md.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

option(FRESHET_TESTS "Build the tests" ON)
option(FRESHET_BENCH "Build the load tools of bench/" OFF)
option(FRESHET_FUZZ "Build the fuzz targets of tests/fuzz with libFuzzer instead of replaying their corpora" OFF)
set(FRESHET_TEST_ROOMS "" CACHE STRING "Rooms whose tests this tree runs, such as live;net; empty: all")
set(FRESHET_SANITIZE "" CACHE STRING "Sanitizers for -fsanitize=, such as address,undefined")

find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

add_link_options(-fuse-ld=lld-19)
add_compile_options(-fno-omit-frame-pointer)
if(FRESHET_SANITIZE)
    add_compile_options(-fsanitize=${FRESHET_SANITIZE} -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${FRESHET_SANITIZE})
endif()
if(FRESHET_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()

# Warnings for our own code; what comes from /usr/include is a system header and silent.
add_library(freshet_warnings INTERFACE)
target_compile_options(freshet_warnings INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
