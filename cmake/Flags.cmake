# Compiler settings of our own code: attn_flags(target [TRUE]), TRUE for the strict warnings.
include(CheckCXXCompilerFlag)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT MSVC)
  # No NDEBUG anywhere: assertions, Eigen's included, hold in every build, so builds differ in speed only.
  set(CMAKE_C_FLAGS_RELEASE "-O3")
  set(CMAKE_CXX_FLAGS_RELEASE "-O3")
endif()

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64|amd64)$")
  set(attn_portable_flag -march=x86-64-v2)
endif()
set(attn_machine_flag ${attn_portable_flag})
if(ATTNSCOPE_NATIVE)
  set(attn_machine_flag -march=native)
endif()
if(attn_machine_flag)
  string(MAKE_C_IDENTIFIER "attn_has${attn_machine_flag}" attn_has_machine_flag)
  check_cxx_compiler_flag(${attn_machine_flag} ${attn_has_machine_flag})
  if(NOT ${attn_has_machine_flag})
    set(attn_machine_flag "")
  endif()
endif()

# The settings that must agree in every file which shares a type with another: processor, sanitizers, coverage.
add_library(attn_build INTERFACE)
target_include_directories(attn_build INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_options(attn_build INTERFACE ${attn_machine_flag})
if(ATTNSCOPE_SANITIZE)
  set(sanitize -fsanitize=address,undefined -fno-sanitize-recover=all)
  target_compile_options(attn_build INTERFACE ${sanitize} -fno-omit-frame-pointer)
  target_link_options(attn_build INTERFACE ${sanitize})
endif()
if(ATTNSCOPE_COVERAGE)
  target_compile_options(attn_build INTERFACE --coverage)
  target_link_options(attn_build INTERFACE --coverage)
endif()

# attn_optimize(target LEVEL): of release builds. What is not computed or drawn all the time need not be -O3, which takes a
# third longer to compile.
function(attn_optimize target level)
  if(NOT MSVC)
    target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:${level}>)
  endif()
endfunction()

function(attn_flags target)  # [strict]
  target_link_libraries(${target} PUBLIC attn_build)
  if(MSVC)
    target_compile_options(${target} PRIVATE /W4 /utf-8 $<$<BOOL:${ATTNSCOPE_WERROR}>:/WX>)
    return()
  endif()
  target_compile_options(${target} PRIVATE -Wall -Wextra $<$<BOOL:${ATTNSCOPE_WERROR}>:-Werror>)
  if(ARGN)
    target_compile_options(${target} PRIVATE -Wpedantic -Wshadow -Wconversion)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # False alarms of GCC 12: the fill character of fmt 9 (stringop-overflow), std::string + "…" (restrict, array-bounds),
    # and its own AVX-512 intrinsics and, under sanitizers, std::regex (uninitialized).
    target_compile_options(${target} PRIVATE -Wno-stringop-overflow -Wno-restrict -Wno-array-bounds)
    if(ATTNSCOPE_NATIVE OR ATTNSCOPE_SANITIZE)
      target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-uninitialized)
    endif()
  endif()
endfunction()
