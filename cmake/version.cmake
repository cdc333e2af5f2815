# `freshet --version` names the commit: looked up at every build, compiled again only when it has changed.
set(version_source ${CMAKE_BINARY_DIR}/version.cpp)
add_custom_target(version ALL
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DOUTPUT=${version_source}
            -DVERSION=${PROJECT_VERSION} -P ${CMAKE_SOURCE_DIR}/cmake/version_source.cmake
    BYPRODUCTS ${version_source})
target_sources(app PRIVATE ${version_source})
add_dependencies(app version)
