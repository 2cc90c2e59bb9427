# attn_manifest(OUT FOLDER folder SUFFIX suffix HEADER header TYPE type FUNCTION function [BY_VALUE])
#
# Turns a folder into a list: every FOLDER/X.cpp defines, in the namespace of TYPE,
#
#     extern constinit const TYPE X<SUFFIX>;    // the declaration is what gives it external linkage
#     const TYPE X<SUFFIX>{…};
#
# and the generated source, whose path is put into OUT, defines FUNCTION there, over them in alphabetical order:
#
#     std::span<const TYPE* const> FUNCTION();  // or, BY_VALUE, std::span<const TYPE>
#
# OUT is empty if HEADER does not exist.
function(attn_manifest out)
  cmake_parse_arguments(PARSE_ARGV 1 arg "BY_VALUE" "FOLDER;SUFFIX;HEADER;TYPE;FUNCTION" "")
  set(${out} "" PARENT_SCOPE)
  if(NOT EXISTS ${PROJECT_SOURCE_DIR}/${arg_HEADER})
    return()
  endif()
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/${arg_FOLDER} ${arg_FOLDER}/*.cpp)
  list(SORT files)
  string(REGEX REPLACE "::[^:]*$" "" namespace ${arg_TYPE})
  string(REGEX REPLACE "^.*::" "" type ${arg_TYPE})

  set(declarations "")
  set(items "")
  foreach(file IN LISTS files)
    string(REGEX REPLACE "\\.cpp$" "${arg_SUFFIX}" name ${file})
    string(APPEND declarations "extern constinit const ${type} ${name};\n")
    if(arg_BY_VALUE)
      list(APPEND items ${name})
    else()
      list(APPEND items &${name})
    endif()
  endforeach()
  list(JOIN items ", " items)
  if(arg_BY_VALUE)
    set(element "const ${type}")
  else()
    set(element "const ${type}* const")
  endif()
  if(items)
    set(body "static ${element} list[] = {${items}};\n  return list;")
  else()
    set(body "return {};")
  endif()

  set(${out} ${PROJECT_BINARY_DIR}/generated/${out}.cpp PARENT_SCOPE)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/${out}.cpp CONTENT [[
// Made by cmake/Manifest.cmake from the files of @arg_FOLDER@.
#include <span>

#include "@arg_HEADER@"

namespace @namespace@ {
@declarations@
std::span<@element@> @arg_FUNCTION@() {
  @body@
}
}  // namespace @namespace@
]] @ONLY)
endfunction()
