# Puts the SQL files of a folder, in the order of their names, into a source of `target` that defines
# freshet::sql::known_migrations(). A new or changed file configures anew.
function(freshet_embed_migrations target folder)
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.sql)
    list(SORT files)
    set(rows "")
    foreach(file IN LISTS files)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        get_filename_component(name ${file} NAME_WE)
        string(REGEX MATCH "^0*([0-9]+)_(.*)$" matched ${name})
        file(READ ${file} sql)
        string(APPEND rows "    {${CMAKE_MATCH_1}, \"${CMAKE_MATCH_2}\", R\"sql(${sql})sql\"},\n")
    endforeach()
    set(source ${CMAKE_BINARY_DIR}/generated/${target}_migrations.cpp)
    file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
#include "store/sql/migrations.hpp"

namespace freshet::sql {

namespace {

constexpr Migration migrations[] = {
@rows@};

}  // namespace

std::span<const Migration> known_migrations() { return migrations; }

}  // namespace freshet::sql
]])
    target_sources(${target} PRIVATE ${source})
endfunction()
