#version 330 core
// One rectangle, from nothing but its place: corners are counted, not stored.
uniform vec4 box;   // left, top, right, bottom in pixels of the framebuffer, from its top left
uniform vec2 size;  // of the framebuffer
out vec2 at;        // 0…1 across and down the rectangle

void main() {
  at = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 pixel = mix(box.xy, box.zw, at);
  gl_Position = vec4(pixel.x / size.x * 2 - 1, 1 - pixel.y / size.y * 2, 0, 1);
}
