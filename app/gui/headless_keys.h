// Input put straight into Dear ImGui, in its units, whatever its version. Keys are GLFW_KEY_….
#pragma once

#include <string_view>

namespace attn::gui {

void map_keys();  // once per context
void point_at(float x, float y);
void hold_button(bool down, int button = 0);
void turn_wheel(float by);
void hold_key(int key, bool down);
void hold_modifiers(bool control, bool shift);
void write(std::string_view text);

}  // namespace attn::gui
