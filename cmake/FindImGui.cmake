# Dear ImGui with its GLFW and OpenGL 3 backends as ImGui::ImGui: from a CMake package (vcpkg), or from the system's
# library and headers (Debian: libimgui.a, which holds both backends and needs stb). Sources include <imgui.h>,
# <imgui_impl_glfw.h> and <imgui_impl_opengl3.h>.
find_package(imgui CONFIG QUIET)
if(TARGET imgui::imgui)
  add_library(ImGui::ImGui ALIAS imgui::imgui)
  set(ImGui_FOUND TRUE)
  return()
endif()

find_path(IMGUI_INCLUDE_DIR imgui.h PATH_SUFFIXES imgui)
find_path(IMGUI_BACKENDS_DIR imgui_impl_opengl3.h HINTS ${IMGUI_INCLUDE_DIR} PATH_SUFFIXES backends imgui/backends imgui)
find_library(IMGUI_LIBRARY imgui)
find_library(IMGUI_STB_LIBRARY stb)  # Debian builds ImGui on the system's stb
mark_as_advanced(IMGUI_INCLUDE_DIR IMGUI_BACKENDS_DIR IMGUI_LIBRARY IMGUI_STB_LIBRARY)

if(IMGUI_INCLUDE_DIR)
  file(STRINGS ${IMGUI_INCLUDE_DIR}/imgui.h imgui_version_line REGEX "#define IMGUI_VERSION +\"")
  string(REGEX MATCH "[0-9.]+" ImGui_VERSION "${imgui_version_line}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(ImGui REQUIRED_VARS IMGUI_LIBRARY IMGUI_INCLUDE_DIR IMGUI_BACKENDS_DIR
                                  VERSION_VAR ImGui_VERSION)

if(ImGui_FOUND AND NOT TARGET ImGui::ImGui)
  add_library(ImGui::ImGui UNKNOWN IMPORTED GLOBAL)
  set_target_properties(ImGui::ImGui PROPERTIES IMPORTED_LOCATION ${IMGUI_LIBRARY}
                        INTERFACE_INCLUDE_DIRECTORIES "${IMGUI_INCLUDE_DIR};${IMGUI_BACKENDS_DIR}")
  target_link_libraries(ImGui::ImGui INTERFACE glfw OpenGL::GL ${CMAKE_DL_LIBS})
  if(IMGUI_STB_LIBRARY)
    target_link_libraries(ImGui::ImGui INTERFACE ${IMGUI_STB_LIBRARY})
  endif()
endif()
