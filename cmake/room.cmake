include(GoogleTest)

# A room is a folder of src/: its sources are a library, its _test.cpp files one test binary beside it.
#   freshet_room(wire/amf LINKS base media)   gives wire_amf and wire_amf_test
function(freshet_room folder)
    cmake_parse_arguments(ROOM "" "" "LINKS" ${ARGN})
    string(REPLACE "/" "_" name ${folder})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
    set(tests ${sources})
    list(FILTER sources EXCLUDE REGEX "_test\\.cpp$|/main\\.cpp$")
    list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

    if(sources)
        add_library(${name} STATIC ${sources})
        target_link_libraries(${name} PRIVATE freshet_warnings)
        set(visibility PUBLIC)
    else()
        add_library(${name} INTERFACE)
        set(visibility INTERFACE)
    endif()
    target_include_directories(${name} ${visibility} ${CMAKE_SOURCE_DIR}/src)
    target_link_libraries(${name} ${visibility} ${ROOM_LINKS})

    if(tests AND FRESHET_TESTS)
        add_executable(${name}_test ${tests})
        target_link_libraries(${name}_test PRIVATE ${name} freshet_warnings GTest::gmock_main)
        target_compile_definitions(${name}_test PRIVATE FRESHET_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
        freshet_test(${name} TARGET ${name}_test ARGUMENTS --gtest_brief=1 LABELS unit)
    endif()
endfunction()

# A test of this tree, named `tree.name` and labelled with what script/test must build for it.
function(freshet_test name)
    cmake_parse_arguments(TEST "" "TARGET" "ARGUMENTS;LABELS" ${ARGN})
    if(FRESHET_TEST_ROOMS AND NOT name IN_LIST FRESHET_TEST_ROOMS)
        return()
    endif()
    get_filename_component(tree ${CMAKE_BINARY_DIR} NAME)
    add_test(NAME ${tree}.${name} COMMAND ${TEST_TARGET} ${TEST_ARGUMENTS})
    set_tests_properties(${tree}.${name} PROPERTIES
        LABELS "${TEST_LABELS};needs/${tree}/${TEST_TARGET}" TIMEOUT 600)
endfunction()

# The program: one room, which may know all others, main(), and what else that links.
function(freshet_program room)
    add_executable(freshet src/${room}/main.cpp)
    target_link_libraries(freshet PRIVATE ${ARGN} ${room} freshet_warnings)
endfunction()
