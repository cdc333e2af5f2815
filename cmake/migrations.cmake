# Puts the SQL files of a folder, in the order of their names, into a source of `target` that defines
# freshet::sql::known_migrations(). NNNN_name.sql is for both kinds of database, NNNN_name.sqlite.sql
# and NNNN_name.postgresql.sql are for one each. A new or changed file configures anew.
function(freshet_embed_migrations target folder)
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.sql)
    list(SORT files)
    foreach(dialect sqlite postgresql)
        set(${dialect}_rows "")
    endforeach()
    foreach(file IN LISTS files)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
        get_filename_component(name ${file} NAME)
        if(NOT name MATCHES "^0*([0-9]+)_([a-z0-9_]+)(\\.(sqlite|postgresql))?\\.sql$")
            message(FATAL_ERROR "${file}: a migration is called NNNN_name.sql, or .sqlite.sql and .postgresql.sql")
        endif()
        set(row "${CMAKE_MATCH_1}, \"${CMAKE_MATCH_2}\"")
        set(dialects ${CMAKE_MATCH_4})
        if(NOT dialects)
            set(dialects sqlite postgresql)
        endif()
        file(READ ${file} sql)
        foreach(dialect IN LISTS dialects)
            string(APPEND ${dialect}_rows "    {${row}, R\"sql(${sql})sql\"},\n")
        endforeach()
    endforeach()
    set(source ${CMAKE_BINARY_DIR}/generated/${target}_migrations.cpp)
    file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
#include "store/sql/migrations.hpp"

namespace freshet::sql {

namespace {

constexpr Migration for_sqlite[] = {
@sqlite_rows@};

constexpr Migration for_postgresql[] = {
@postgresql_rows@};

}  // namespace

std::span<const Migration> known_migrations(Dialect dialect) {
    if (dialect == Dialect::sqlite) return for_sqlite;
    return for_postgresql;
}

}  // namespace freshet::sql
]])
    target_sources(${target} PRIVATE ${source})
endfunction()
