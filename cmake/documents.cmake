# Puts the Markdown files of a folder into a source of `target` that defines freshet::site::standard_documents():
# the name of a file is the slug, its first line the title. A new or changed file configures anew.
function(freshet_embed_documents target folder)
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.md)
    list(SORT files)
    set(rows "")
    foreach(file IN LISTS files)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        get_filename_component(slug ${file} NAME_WE)
        file(READ ${file} body)
        string(REGEX MATCH "^# ([^\n]*)\n\n" matched "${body}")
        set(title "${CMAKE_MATCH_1}")
        string(LENGTH "${matched}" head)
        string(SUBSTRING "${body}" ${head} -1 body)
        string(APPEND rows "    {\"${slug}\", \"${title}\", R\"md(${body})md\"},\n")
    endforeach()
    set(source ${CMAKE_BINARY_DIR}/generated/${target}_documents.cpp)
    file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
#include "site/documents.hpp"

namespace freshet::site {

namespace {

constexpr StandardDocument documents[] = {
@rows@};

}  // namespace

std::span<const StandardDocument> standard_documents() { return documents; }

}  // namespace freshet::site
]])
    target_sources(${target} PRIVATE ${source})
endfunction()
