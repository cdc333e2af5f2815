# The web app, built by npm and carried inside the program. Trees that only run unit tests do without.
set(web_default OFF)
if(CMAKE_BUILD_TYPE STREQUAL "Release")
    set(web_default ON)
endif()
option(FRESHET_WEB "Build the web app and carry it inside the program" ${web_default})

if(NOT FRESHET_WEB)
    target_sources(serve_web PRIVATE ${CMAKE_SOURCE_DIR}/src/serve/web/none/assets.cpp)
    return()
endif()

find_program(NPM npm REQUIRED)
set(web_source ${CMAKE_SOURCE_DIR}/web)
set(web_output ${CMAKE_BINARY_DIR}/web)
file(GLOB_RECURSE web_inputs CONFIGURE_DEPENDS ${web_source}/src/* ${web_source}/public/*)
list(FILTER web_inputs EXCLUDE REGEX "\\.test\\.tsx?$")
list(APPEND web_inputs
    ${web_source}/index.html ${web_source}/embed.ts ${web_source}/vite.config.ts
    ${web_source}/package.json ${web_source}/package-lock.json)

add_custom_command(
    OUTPUT ${web_output}/assets.cpp ${web_output}/assets.bin
    COMMAND ${CMAKE_COMMAND} -D NPM=${NPM} -D SOURCE=${web_source} -D OUTPUT=${web_output}
            -P ${CMAKE_SOURCE_DIR}/cmake/web_build.cmake
    DEPENDS ${web_inputs} ${CMAKE_SOURCE_DIR}/cmake/web_build.cmake
    COMMENT "Building the web app"
    VERBATIM)
set_source_files_properties(${web_output}/assets.cpp PROPERTIES OBJECT_DEPENDS ${web_output}/assets.bin)
target_sources(serve_web PRIVATE ${web_output}/assets.cpp)
