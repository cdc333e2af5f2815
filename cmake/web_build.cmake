# Run by the build (see web.cmake): installs the packages when the lock file has changed, builds, embeds.
#   cmake -D NPM=... -D SOURCE=web -D OUTPUT=build/x/web -P web_build.cmake
function(run what)
    execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${SOURCE} RESULT_VARIABLE result
        OUTPUT_VARIABLE output ERROR_VARIABLE output)
    if(NOT result EQUAL 0)
        message(FATAL_ERROR "${what} failed. To build without the web app: -D FRESHET_WEB=OFF\n${output}")
    endif()
endfunction()

# npm runs on the Node.js that stands beside it.
get_filename_component(npm_folder ${NPM} DIRECTORY)
set(ENV{PATH} "${npm_folder}:$ENV{PATH}")

file(MAKE_DIRECTORY ${OUTPUT})

# Several build trees share web/node_modules, and npm ci empties it first.
file(LOCK ${SOURCE}/.install.lock TIMEOUT 900)
set(stamp ${SOURCE}/node_modules/.installed)
file(SHA256 ${SOURCE}/package-lock.json wanted)
set(installed "")
if(EXISTS ${stamp})
    file(READ ${stamp} installed)
endif()
if(NOT installed STREQUAL wanted)
    run("npm ci" ${NPM} ci --no-audit --no-fund)
    file(WRITE ${stamp} ${wanted})
endif()
file(LOCK ${SOURCE}/.install.lock RELEASE)

run("The web app's build" ${NPM} run build -- --outDir ${OUTPUT}/dist --emptyOutDir)
run("Embedding the web app" ${NPM} run embed -- ${OUTPUT}/dist ${OUTPUT})
