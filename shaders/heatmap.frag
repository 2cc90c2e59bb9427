#version 330 core
// The numbers of a matrix as colours, a texel per cell or per bin of cells: the rules of texel_color in
// app/scene/texels.cpp, which every other backend uses.
in vec2 at;
out vec4 color;

uniform sampler2D numbers;   // one float each: the tensor's cells as they stand, or the texels' own
uniform sampler2D ramp;      // 256×2: from 0 to −limit, from 0 to +limit
uniform sampler2D strength;  // one float per texel row
uniform ivec2 texels;        // across, down
uniform ivec2 from;          // first cell across and down …
uniform ivec2 per;           // … and cells per texel
uniform bool turned;         // the tensor's rows are drawn as columns
uniform bool binned;         // numbers has the texels' own
uniform ivec2 done;          // the first cell that is not computed yet: column, row
uniform float limit;
uniform bool dimmed;         // strength counts
uniform vec4 masked, broken, pending, ground;
uniform float alpha;         // of everything

void main() {
  ivec2 texel = clamp(ivec2(floor(at * vec2(texels))), ivec2(0), texels - 1);
  ivec2 first = from + texel * per;
  ivec2 cell = turned ? first.yx : first;  // column, row of the tensor
  bool there = cell.y < done.y || (cell.y == done.y && cell.x < done.x);
  float value = texelFetch(numbers, binned ? texel : cell, 0).r;

  // By its bits: compilers may take it that no number is infinite.
  uint bits = floatBitsToUint(value);
  bool finite = (bits & 0x7F800000u) != 0x7F800000u;
  if (!there) {
    color = pending;
  } else if (bits == 0xFF800000u) {
    color = masked;
  } else if (!finite) {
    color = broken;
  } else {
    int entry = int(floor(clamp(abs(value) / limit, 0.0, 1.0) * 255.0 + 0.5));
    color = texelFetch(ramp, ivec2(entry, value < 0.0 ? 0 : 1), 0);
  }
  if (dimmed) color = vec4(mix(ground.rgb, color.rgb, texelFetch(strength, ivec2(0, texel.y), 0).r), 1);
  color.a *= alpha;
}
