#include "app/gui/fonts.h"

#include <imgui_internal.h>
#include <utf8proc.h>

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdio>
#include <vector>

#include "app/gui/font_texture.h"

#define ATTN_DYNAMIC_FONTS (IMGUI_VERSION_NUM >= 19200)

namespace attn::gui {
namespace {

constexpr unsigned first_chinese = 0x2E80;  // CJK radicals; everything from here on is sought in the Chinese font

std::size_t index(Font face) { return static_cast<std::size_t>(face); }

template <class F>
void for_each_glyph(std::string_view text, F f) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    unsigned c = 0;
    const int bytes = ImTextCharFromUtf8(&c, at, end);
    if (bytes <= 0 || c == 0) break;
    at += bytes;
    if (c <= IM_UNICODE_CODEPOINT_MAX && c >= ' ') f(c);
  }
}

// A file of ours for the library, which reads it in place: the bytes outlive the atlas.
ImFont* add(const FontFile& file, float em_pixels, bool merge, const ImWchar* ranges) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas =
      !ATTN_DYNAMIC_FONTS;  // before 1.92, what it does not own it copies: megabytes, each time
  config.FontNo = static_cast<decltype(config.FontNo)>(file.face);
  config.MergeMode = merge;
  config.OversampleH = 2;
  config.OversampleV = 1;
  const auto bytes = file.bytes.data;
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  ImFont* made = atlas.AddFontFromMemoryTTF(const_cast<std::byte*>(bytes.data()), static_cast<int>(bytes.size()),
                                            em_pixels * file.line, &config, ranges);
#if !ATTN_DYNAMIC_FONTS
  atlas.ConfigData.back().FontDataOwnedByAtlas = false;  // not to be freed
#endif
  return made;
}

}  // namespace

Fonts::Fonts() {
  faces_[index(Font::ui)] = find_font("Inter-Regular");
  faces_[index(Font::ui_bold)] = find_font("Inter-SemiBold");
  faces_[index(Font::mono)] = find_font("JetBrainsMono-Regular");
  symbols_ = find_font("DejaVuSans");
  for (auto& face : faces_)
    if (!face) face = symbols_;
  find(Font::ui, 13);
}

void Fonts::set_scale(float px, float density) {
  if (px == px_ && density == density_) return;
  px_ = px;
  density_ = density;
  stale_ = true;
#if !ATTN_DYNAMIC_FONTS
  baked_.clear();
  find(Font::ui, 13);
#endif
}

float Fonts::line(Font face) const { return faces_[index(face)] ? faces_[index(face)]->line : 1.2f; }

std::string_view Fonts::shown(std::string_view text, Font face, std::string& room) const {
  const auto ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(text.begin(), text.end(), ascii)) return text;
  const char* const end = text.data() + text.size();
  bool changed = false;
  room.clear();
  for (const char* at = text.data(); at < end;) {
    utf8proc_int32_t c = 0;
    const auto bytes = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(at), end - at, &c);
    const std::size_t taken = bytes > 0 ? static_cast<std::size_t>(bytes) : 1;
    if (bytes > 0 && lacks(face, static_cast<unsigned>(c))) {
      char code[16];
      std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(c));
      room += code;
      changed = true;
    } else {
      room.append(at, taken);
    }
    at += taken;
  }
  return changed ? std::string_view(room) : text;
}

float Fonts::width(std::string_view text, Font face, float size) {
  std::string room;
  text = shown(text, face, room);
  const Sized f = get(face, size, text);
  return f.font->CalcTextSizeA(f.size, FLT_MAX, 0, text.data(), text.data() + text.size()).x / px_;
}

scene::Measure Fonts::measure() {
  return [this](std::string_view text, Font face, float size) { return width(text, face, size); };
}

void Fonts::pop() { ImGui::PopFont(); }

#if ATTN_DYNAMIC_FONTS

Fonts::Baked& Fonts::find(Font face, float) { return baked_[{face, 0}]; }
void Fonts::note(Baked&, std::string_view) {}

bool Fonts::lacks(Font face, unsigned character) const {
  if (character > IM_UNICODE_CODEPOINT_MAX) return true;
  const auto at = baked_.find({face, 0});
  return at != baked_.end() && at->second.font && !at->second.font->IsGlyphInFont(static_cast<ImWchar>(character));
}

void Fonts::bake(Key key, Baked& baked) {
  const auto& file = faces_[index(key.face)];
  if (!file) {
    baked.font = ImGui::GetIO().Fonts->AddFontDefault();
    return;
  }
  baked.font = add(*file, 16, false, nullptr);
  if (symbols_ && &*symbols_ != &*file) add(*symbols_, 16, true, nullptr);
  const auto& chinese = key.face == Font::ui_bold ? chinese_bold_ : chinese_;
  if (chinese) add(*chinese, 16, true, nullptr);
}

Fonts::Sized Fonts::get(Font face, float size, std::string_view) {
  return {find(face, size).font, size * line(face) * px_};
}

void Fonts::push(Font face, float size, std::string_view text) {
  const Sized f = get(face, size, text);
  ImGui::PushFont(f.font, f.size);
}

void Fonts::update() {
  if (!chinese_sought_) {
    chinese_ = find_chinese_font(false);
    chinese_bold_ = find_chinese_font(true);
    chinese_sought_ = true;
    for (const Font face : {Font::ui, Font::ui_bold, Font::mono}) bake({face, 0}, baked_[{face, 0}]);
  }
  stale_ = false;
  ++revision_;
}

#else

Fonts::Baked& Fonts::find(Font face, float size) {
  const Key key{face, static_cast<int>(std::lround(size * 4))};
  const auto [at, is_new] = baked_.try_emplace(key);
  if (is_new) {
    for (unsigned c = ' '; c < 127; ++c) at->second.glyphs.insert(c);
    for (const unsigned c : {0x2026u, 0x2212u, 0xD7u, 0xFFFDu})
      at->second.glyphs.insert(c);  // … − × and the missing glyph
    stale_ = true;
  }
  return at->second;
}

void Fonts::note(Baked& baked, std::string_view text) {
  for_each_glyph(text, [&](unsigned c) {
    if (!baked.glyphs.insert(c).second) return;
    stale_ = true;
    baked.chinese = baked.chinese || c >= first_chinese;
  });
}

Fonts::Sized Fonts::get(Font face, float size, std::string_view text) {
  Baked& wanted = find(face, size);
  note(wanted, text);
  ImFont* font = wanted.font ? wanted.font : ImGui::GetIO().Fonts->Fonts[0];
  return {font, size * line(face) * px_};
}

void Fonts::push(Font face, float size, std::string_view text) { ImGui::PushFont(get(face, size, text).font); }

bool Fonts::lacks(Font face, unsigned character) const {
  return character > IM_UNICODE_CODEPOINT_MAX || missing_[index(face)].count(character) > 0;
}

void Fonts::bake(Key key, Baked& baked) {
  std::vector<unsigned> sorted(baked.glyphs.begin(), baked.glyphs.end());
  std::sort(sorted.begin(), sorted.end());
  std::vector<ImWchar>& ranges = ranges_.emplace_back();  // pairs of first and last, closed by 0
  for (const unsigned c : sorted) {
    if (!ranges.empty() && ranges.back() + 1u == c)
      ranges.back() = static_cast<ImWchar>(c);
    else
      ranges.insert(ranges.end(), 2, static_cast<ImWchar>(c));
  }
  ranges.push_back(0);
  const ImWchar* list = ranges.data();
  const auto& file = faces_[index(key.face)];
  const float pixels = static_cast<float>(key.size) / 4 * px_ * density_;
  if (!file) {
    ImFontConfig config;
    config.SizePixels = pixels;
    baked.font = ImGui::GetIO().Fonts->AddFontDefault(&config);
  } else {
    baked.font = add(*file, pixels, false, list);
    if (symbols_) add(*symbols_, pixels, true, list);
    const auto& chinese = key.face == Font::ui_bold ? chinese_bold_ : chinese_;
    if (baked.chinese && chinese) add(*chinese, pixels, true, list);
  }
  baked.font->Scale = 1 / density_;
}

void Fonts::update() {
  const bool chinese = std::any_of(baked_.begin(), baked_.end(), [](const auto& b) { return b.second.chinese; });
  if (chinese && !chinese_sought_) {
    chinese_ = find_chinese_font(false);
    chinese_bold_ = find_chinese_font(true);
    chinese_sought_ = true;
  }
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  const ImTextureID texture = font_texture();
  atlas.Clear();
  ranges_.clear();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  for (auto& [key, baked] : baked_) bake(key, baked);
  atlas.Build();
  atlas.SetTexID(texture);
  for (auto& missing : missing_) missing.clear();
  for (const auto& [key, baked] : baked_)
    for (const unsigned c : baked.glyphs)
      if (!baked.font->FindGlyphNoFallback(static_cast<ImWchar>(c))) missing_[index(key.face)].insert(c);
  stale_ = false;
  ++revision_;
}

#endif

}  // namespace attn::gui
