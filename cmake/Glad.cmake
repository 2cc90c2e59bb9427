# The OpenGL 3.3 core loader as the static library attn_glad, header <glad/gl.h>, entry gladLoadGL(get_proc_address).
# The glad generator (version 2, Python) writes it when CMake runs, from the specification it carries: nothing is
# downloaded, and the same generator gives the same files.
set(attn_glad_dir ${PROJECT_BINARY_DIR}/generated/glad)

# Puts a Python that can run glad 2 into attn_glad_python, or nothing. PATH is searched for the module first.
function(attn_find_glad path)
  set(pythons /usr/bin/python3 python3 python)
  foreach(python IN LISTS pythons)
    execute_process(COMMAND ${CMAKE_COMMAND} -E env "PYTHONPATH=${path}" ${python} -c
                            "import glad, jinja2; assert int(glad.__version__.split('.')[0]) >= 2"
                    RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
    if(NOT failed)
      set(attn_glad_python ${python} PARENT_SCOPE)
      return()
    endif()
  endforeach()
  set(attn_glad_python "" PARENT_SCOPE)
endfunction()

if(NOT EXISTS ${attn_glad_dir}/src/gl.c)
  set(attn_glad_path "$ENV{PYTHONPATH}")
  attn_find_glad("${attn_glad_path}")
  if(NOT attn_glad_python)
    attn_fetch(glad python3-glad https://github.com/Dav1dde/glad.git 73db193f853e2ee079bf3ca8a64aa2eaf6459043)  # 2.0.8
    set(attn_glad_path ${glad_SOURCE_DIR})
    attn_find_glad("${attn_glad_path}")
  endif()
  if(NOT attn_glad_python)
    message(FATAL_ERROR "The glad generator needs Python 3 with the module jinja2 (Debian, Ubuntu: apt install "
                        "python3-glad; elsewhere: pip install jinja2).")
  endif()
  execute_process(COMMAND ${CMAKE_COMMAND} -E env "PYTHONPATH=${attn_glad_path}" ${attn_glad_python} -m glad
                          --quiet --reproducible --api gl:core=3.3 --extensions= --out-path ${attn_glad_dir} c
                  RESULT_VARIABLE failed ERROR_VARIABLE problem)
  if(failed)
    message(FATAL_ERROR "glad could not write the OpenGL loader:\n${problem}")
  endif()
endif()

add_library(attn_glad STATIC ${attn_glad_dir}/src/gl.c)
target_include_directories(attn_glad SYSTEM PUBLIC ${attn_glad_dir}/include)
