# Writes version.cpp with the commit that is being built, when that has changed. Run at every build:
#   cmake -DSOURCE=… -DOUTPUT=… -DVERSION=… -P version_source.cmake
execute_process(COMMAND git -C ${SOURCE} rev-parse --short=10 HEAD
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
    set(commit unknown)
endif()
execute_process(COMMAND git -C ${SOURCE} diff --quiet HEAD RESULT_VARIABLE changed ERROR_QUIET)
if(changed EQUAL 1)
    string(APPEND commit "+")
endif()

set(text "#include \"app/version.hpp\"\n
namespace freshet::app {

std::string_view version() { return \"${VERSION} (${commit})\"; }

}  // namespace freshet::app
")
if(EXISTS ${OUTPUT})
    file(READ ${OUTPUT} before)
endif()
if(NOT before STREQUAL text)
    file(WRITE ${OUTPUT} "${text}")
endif()
