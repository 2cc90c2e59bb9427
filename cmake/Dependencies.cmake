# The libraries AttnScope stands on: the system's own first, otherwise sources pinned to one commit.
include(FetchContent)

# attn_fetch(name package repository commit): downloads the sources, puts their folder into <name>_SOURCE_DIR, adds no
# target. PACKAGE is what a Debian user would install instead.
function(attn_fetch name package repository commit)
  if(NOT ATTNSCOPE_FETCH)
    message(FATAL_ERROR "${name} not found. Install it (Debian, Ubuntu: apt install ${package}), "
                        "or let CMake download it with -DATTNSCOPE_FETCH=ON.")
  endif()
  message(STATUS "${name} not found on this system: using its sources, ${repository} at ${commit}")
  # A SOURCE_SUBDIR that does not exist keeps CMake from adding the library's own targets and installation.
  FetchContent_Declare(${name} GIT_REPOSITORY ${repository} GIT_TAG ${commit} SOURCE_SUBDIR none)
  FetchContent_MakeAvailable(${name})
  string(TOLOWER ${name} lower)
  set(${name}_SOURCE_DIR ${${lower}_SOURCE_DIR} PARENT_SCOPE)
  set(${name}_BINARY_DIR ${${lower}_BINARY_DIR} PARENT_SCOPE)
endfunction()

# A library that is only headers.
function(attn_header_library target folder)
  add_library(${target} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${target} SYSTEM INTERFACE ${folder})
endfunction()

# A library by its files, for those without a CMake package: attn_find_library(target header name). Sets <name>_FOUND.
function(attn_find_library target header name)
  find_path(${name}_INCLUDE_DIR ${header})
  find_library(${name}_LIBRARY ${name})
  mark_as_advanced(${name}_INCLUDE_DIR ${name}_LIBRARY)
  if(${name}_INCLUDE_DIR AND ${name}_LIBRARY)
    add_library(${target} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${${name}_LIBRARY}
                                               INTERFACE_INCLUDE_DIRECTORIES ${${name}_INCLUDE_DIR})
    set(${name}_FOUND TRUE PARENT_SCOPE)
  endif()
endfunction()

find_package(Threads REQUIRED)

# A trace is thousands of small blocks, made and freed together: this allocator is three times as fast at that as
# glibc's. Linked by its bare name it would be dropped again, because nothing calls it by name.
add_library(attn_allocator INTERFACE)
find_package(mimalloc 2.0 QUIET)
if(NOT TARGET mimalloc)
  message(STATUS "mimalloc not found (Debian, Ubuntu: libmimalloc-dev): the system's allocator is used, which is slower")
elseif(UNIX AND NOT APPLE AND NOT ATTNSCOPE_SANITIZE)
  target_link_libraries(attn_allocator INTERFACE
                        "-Wl,--push-state,--no-as-needed,$<TARGET_FILE:mimalloc>,--pop-state")
endif()

find_package(Eigen3 3.4 QUIET NO_MODULE)
if(NOT TARGET Eigen3::Eigen)
  attn_fetch(Eigen libeigen3-dev https://gitlab.com/libeigen/eigen.git 3147391d946bb4b6c68edd901f2add6ac1f31f8c)  # 3.4.0
  attn_header_library(Eigen3::Eigen ${Eigen_SOURCE_DIR})
endif()

find_package(nlohmann_json 3.10 QUIET)
if(NOT TARGET nlohmann_json::nlohmann_json)
  attn_fetch(nlohmann_json nlohmann-json3-dev https://github.com/nlohmann/json.git
             9cca280a4d0ccf0c08f47a99aa71d1b0e52f8d03)  # 3.11.3
  attn_header_library(nlohmann_json::nlohmann_json ${nlohmann_json_SOURCE_DIR}/single_include)
endif()

find_package(CLI11 2.1 QUIET)
if(NOT TARGET CLI11::CLI11)
  attn_fetch(CLI11 libcli11-dev https://github.com/CLIUtils/CLI11.git 6c7b07a878ad834957b98d0f9ce1dbe0cb204fc9)  # 2.4.2
  attn_header_library(CLI11::CLI11 ${CLI11_SOURCE_DIR}/include)
endif()

find_package(fmt 9 QUIET)
if(NOT TARGET fmt::fmt)
  attn_fetch(fmt libfmt-dev https://github.com/fmtlib/fmt.git e69e5f977d458f2650bb346dadf2ad30c5320281)  # 10.2.1
  add_subdirectory(${fmt_SOURCE_DIR} ${fmt_BINARY_DIR} EXCLUDE_FROM_ALL SYSTEM)
endif()

attn_find_library(utf8proc::utf8proc utf8proc.h utf8proc)
if(NOT utf8proc_FOUND)
  attn_fetch(utf8proc libutf8proc-dev https://github.com/JuliaStrings/utf8proc.git
             34db3f7954e9298e89f42641ac78e0450f80a70d)  # 2.9.0
  add_library(attn_utf8proc STATIC ${utf8proc_SOURCE_DIR}/utf8proc.c)
  target_include_directories(attn_utf8proc SYSTEM PUBLIC ${utf8proc_SOURCE_DIR})
  target_compile_definitions(attn_utf8proc PUBLIC UTF8PROC_STATIC)
  add_library(utf8proc::utf8proc ALIAS attn_utf8proc)
endif()

attn_find_library(SentencePiece::SentencePiece sentencepiece_processor.h sentencepiece)
if(NOT sentencepiece_FOUND)
  attn_fetch(sentencepiece libsentencepiece-dev https://github.com/google/sentencepiece.git
             17d7580d6407802f85855d2cc9190634e2c95624)  # 0.2.0
  set(SPM_ENABLE_SHARED OFF CACHE BOOL "")
  set(SPM_ENABLE_TCMALLOC OFF CACHE BOOL "")
  add_subdirectory(${sentencepiece_SOURCE_DIR} ${sentencepiece_BINARY_DIR} EXCLUDE_FROM_ALL SYSTEM)
  target_include_directories(sentencepiece-static SYSTEM INTERFACE ${sentencepiece_SOURCE_DIR}/src)
  add_library(SentencePiece::SentencePiece ALIAS sentencepiece-static)
endif()

find_package(glfw3 3.3 QUIET)
if(NOT TARGET glfw)
  attn_fetch(glfw libglfw3-dev https://github.com/glfw/glfw.git 7b6aead9fb88b3623e3b3725ebb42670cbe4c579)  # 3.4
  set(GLFW_BUILD_EXAMPLES OFF CACHE BOOL "")
  set(GLFW_BUILD_TESTS OFF CACHE BOOL "")
  set(GLFW_BUILD_DOCS OFF CACHE BOOL "")
  set(GLFW_BUILD_WAYLAND OFF CACHE BOOL "")  # X11 works under both, and needs no scanner of protocols
  add_subdirectory(${glfw_SOURCE_DIR} ${glfw_BINARY_DIR} EXCLUDE_FROM_ALL SYSTEM)
endif()

set(OpenGL_GL_PREFERENCE GLVND)
find_package(OpenGL REQUIRED OPTIONAL_COMPONENTS EGL)

find_package(ImGui QUIET)
if(NOT TARGET ImGui::ImGui)
  attn_fetch(ImGui libimgui-dev https://github.com/ocornut/imgui.git f5befd2d29e66809cd1110a152e375a7f1981f06)  # 1.91.9b
  add_library(attn_imgui STATIC
              ${ImGui_SOURCE_DIR}/imgui.cpp ${ImGui_SOURCE_DIR}/imgui_draw.cpp ${ImGui_SOURCE_DIR}/imgui_tables.cpp
              ${ImGui_SOURCE_DIR}/imgui_widgets.cpp ${ImGui_SOURCE_DIR}/imgui_demo.cpp
              ${ImGui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp ${ImGui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp)
  target_include_directories(attn_imgui SYSTEM PUBLIC ${ImGui_SOURCE_DIR} ${ImGui_SOURCE_DIR}/backends)
  target_link_libraries(attn_imgui PUBLIC glfw OpenGL::GL ${CMAKE_DL_LIBS})
  add_library(ImGui::ImGui ALIAS attn_imgui)
endif()

# Cairo and Pango bring a dozen libraries with them and no CMake build: they must come from the system or from vcpkg.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(PANGOCAIRO QUIET IMPORTED_TARGET GLOBAL cairo pangocairo pangoft2 fontconfig)
endif()
if(NOT TARGET PkgConfig::PANGOCAIRO)
  message(FATAL_ERROR "Pango, Cairo or Fontconfig not found through pkg-config. Debian, Ubuntu: apt install pkg-config "
                      "libpango1.0-dev libcairo2-dev. Fedora: pango-devel cairo-devel. macOS: brew install pkg-config pango.")
endif()

# PNG, ZIP, GIF and WebP.
if(PkgConfig_FOUND)
  pkg_check_modules(DEFLATE QUIET IMPORTED_TARGET GLOBAL libdeflate)
  pkg_check_modules(WEBP QUIET IMPORTED_TARGET GLOBAL libwebp libwebpmux libwebpdemux)
endif()
find_package(GIF 5.1 QUIET)
if(NOT TARGET PkgConfig::DEFLATE OR NOT TARGET PkgConfig::WEBP OR NOT TARGET GIF::GIF)
  message(FATAL_ERROR "libdeflate, libwebp or giflib not found. Debian, Ubuntu: apt install libdeflate-dev libwebp-dev "
                      "libgif-dev. Fedora: libdeflate-devel libwebp-devel giflib-devel. macOS: brew install libdeflate "
                      "webp giflib.")
endif()

# The pixels of a PNG: three times as fast as libdeflate at its fastest.
if(PkgConfig_FOUND)
  pkg_check_modules(ISAL QUIET IMPORTED_TARGET GLOBAL libisal)
endif()
if(NOT TARGET PkgConfig::ISAL)
  message(STATUS "ISA-L not found (Debian, Ubuntu: libisal-dev): PNG files are made with libdeflate, which is slower")
endif()

if(ATTNSCOPE_TESTS)
  find_package(GTest QUIET)
  if(NOT TARGET GTest::gtest_main OR NOT TARGET GTest::gmock)
    attn_fetch(googletest "libgtest-dev libgmock-dev" https://github.com/google/googletest.git
               f8d7d77c06936315286eb55f8de22cd23c188571)  # 1.14.0
    add_subdirectory(${googletest_SOURCE_DIR} ${googletest_BINARY_DIR} EXCLUDE_FROM_ALL SYSTEM)
  endif()
endif()

if(ATTNSCOPE_BENCH)
  find_package(benchmark QUIET)
  if(NOT TARGET benchmark::benchmark)
    attn_fetch(benchmark libbenchmark-dev https://github.com/google/benchmark.git
               344117638c8ff7e239044fd0fa7085839fc03021)  # 1.8.3
    set(BENCHMARK_ENABLE_TESTING OFF CACHE BOOL "")
    add_subdirectory(${benchmark_SOURCE_DIR} ${benchmark_BINARY_DIR} EXCLUDE_FROM_ALL SYSTEM)
  endif()
endif()
