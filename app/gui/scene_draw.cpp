#include "app/gui/scene_draw.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "app/gui/record_note.h"
#include "app/gui/ribbon_draw.h"
#include "app/gui/style.h"

namespace attn::gui {
namespace {

using scene::Mark;

struct Pen {
  ImDrawList& list;
  const Placement& at;
  Fonts& fonts;
  Textures& textures;

  ImVec2 point(float x, float y) const { return {at.origin.x + x * at.px, at.origin.y + y * at.px}; }
  ImU32 ink(scene::Color c) const {
    c.a = static_cast<std::uint8_t>(std::lround(static_cast<float>(c.a) * at.alpha));
    return color(c);
  }
};

void turn(ImDrawList& list, int first, ImVec2 from, ImVec2 to, float degrees) {
  const float angle = degrees * std::numbers::pi_v<float> / 180, c = std::cos(angle), s = std::sin(angle);
  for (int i = first; i < list.VtxBuffer.Size; ++i) {
    const float x = list.VtxBuffer[i].pos.x - from.x, y = list.VtxBuffer[i].pos.y - from.y;
    list.VtxBuffer[i].pos = {to.x + x * c + y * s, to.y - x * s + y * c};
  }
}

void draw_text(const Pen& pen, const Mark& mark) {
  std::string room;
  const std::string_view text = pen.fonts.shown(mark.text, mark.font, room);
  const Fonts::Sized f = pen.fonts.get(mark.font, mark.size * pen.at.zoom, text);
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  float offset = 0, width = 0;
  if (mark.align != scene::Align::left || pen.at.record) {
    width = f.font->CalcTextSizeA(f.size, 1e9f, 0, begin, end).x;
    offset = mark.align == scene::Align::right ? -width : mark.align == scene::Align::center ? -width / 2 : 0;
  }
  const ImVec2 anchor = pen.point(mark.rect.x, mark.rect.y);
  const ImVec2 corner(offset, -f.size / 2);
  if (pen.at.record)
    note_text(*pen.at.record, pen.list, {anchor.x + corner.x, anchor.y + corner.y}, {width, f.size},
              pen.at.px / pen.at.zoom, mark.text, mark.color, mark.size * pen.at.zoom, mark.angle != 0);
  if (mark.angle == 0) {
    const ImVec2 at(std::round(anchor.x + corner.x), std::round(anchor.y + corner.y));
    pen.list.AddText(f.font, f.size, at, pen.ink(mark.color), begin, end);
    return;
  }
  // The library leaves out letters beyond the clip rectangle, so they are set where they are inside it, then turned.
  const ImVec2 low = pen.list.GetClipRectMin(), high = pen.list.GetClipRectMax();
  const ImVec2 middle((low.x + high.x) / 2 - corner.x - f.size, (low.y + high.y) / 2);
  const int first = pen.list.VtxBuffer.Size;
  pen.list.AddText(f.font, f.size, {middle.x + corner.x, middle.y + corner.y}, pen.ink(mark.color), begin, end);
  turn(pen.list, first, middle, anchor, mark.angle);
}

void draw_image(const Pen& pen, const Mark& mark, ImVec2 low, ImVec2 high) {
  const scene::ImagePart part = scene::part_in(mark);
  if (part.width <= 0 || part.height <= 0) return;
  const auto w = static_cast<float>(mark.image->width), h = static_cast<float>(mark.image->height);
  const auto at = [&](int x, int y) { return ImVec2(static_cast<float>(x) / w, static_cast<float>(y) / h); };
  pen.list.AddImage(pen.textures.get(mark.image), low, high, at(part.x, part.y),
                    at(part.x + part.width, part.y + part.height), pen.ink({255, 255, 255, 255}));
}

void draw_mark(const Pen& pen, const Mark& mark) {
  const scene::Rect& r = mark.rect;
  const ImVec2 low = pen.point(r.x, r.y), high = pen.point(r.x + r.w, r.y + r.h);
  const float px = pen.at.px, width = std::max(1.0f, mark.width * px);
  switch (mark.kind) {
    case Mark::Kind::fill:
      pen.list.AddRectFilled(low, high, pen.ink(mark.color), mark.radius * px);
      break;
    case Mark::Kind::outline:
      pen.list.PathRect(low, high, mark.radius * px);
      pen.list.PathStroke(pen.ink(mark.color), ImDrawFlags_Closed, width);
      break;
    case Mark::Kind::line:
      pen.list.AddLine(low, high, pen.ink(mark.color), width);
      break;
    case Mark::Kind::text:
      draw_text(pen, mark);
      break;
    case Mark::Kind::polygon:
    case Mark::Kind::polyline:
      for (const scene::Point& p : mark.points) pen.list.PathLineTo(pen.point(p.x, p.y));
      if (mark.kind == Mark::Kind::polygon)
        pen.list.PathFillConvex(pen.ink(mark.color));
      else
        pen.list.PathStroke(pen.ink(mark.color), ImDrawFlags_None, width);
      break;
    case Mark::Kind::ribbon:
      if (mark.points.size() == 4) {
        ImVec2 corners[4];
        for (std::size_t i = 0; i < 4; ++i) corners[i] = pen.point(mark.points[i].x, mark.points[i].y);
        draw_ribbon(pen.list, corners, pen.ink(mark.color));
      }
      break;
    case Mark::Kind::image:
      draw_image(pen, mark, low, high);
      break;
    case Mark::Kind::texels:
      if (mark.texels && mark.texels->width() > 0 && mark.texels->height() > 0)
        pen.textures.heatmaps().add(pen.list, mark.texels, low, high, pen.at.alpha);
      break;
  }
}

// Whether a mark may reach into what is drawn. Texts are noted where they are recorded, seen or not.
bool in_sight(const Pen& pen, const Mark& mark, ImVec2 low, ImVec2 high) {
  const scene::Rect& r = mark.rect;
  float around = 1;  // of soft borders, in ImGui units
  switch (mark.kind) {
    case Mark::Kind::polygon:
    case Mark::Kind::polyline:
    case Mark::Kind::ribbon:  // draw_ribbon looks itself
      return true;
    case Mark::Kind::text:
      if (pen.at.record || mark.angle != 0) return true;
      around = mark.size * pen.at.px;
      return pen.point(0, r.y).y + around >= low.y && pen.point(0, r.y).y - around <= high.y;
    case Mark::Kind::line:
    case Mark::Kind::outline:
      around += mark.width * pen.at.px;
      break;
    default:
      break;
  }
  const ImVec2 from = pen.point(std::min(r.x, r.x + r.w), std::min(r.y, r.y + r.h)),
               to = pen.point(std::max(r.x, r.x + r.w), std::max(r.y, r.y + r.h));
  return from.x - around <= high.x && to.x + around >= low.x && from.y - around <= high.y && to.y + around >= low.y;
}

}  // namespace

Textures::~Textures() {
  for (const auto& [image, entry] : entries_) glDeleteTextures(1, &entry.texture);
}

ImTextureID Textures::get(const std::shared_ptr<const scene::Image>& image) {
  Entry& entry = entries_[image.get()];
  entry.drawn = true;
  if (entry.texture == 0) {
    entry.image = image;
    glGenTextures(1, &entry.texture);
    glBindTexture(GL_TEXTURE_2D, entry.texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, image->width, image->height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                 image->rgba.data());
  }
  return (ImTextureID)(std::intptr_t)entry.texture;  // a pointer or a number, by the library's version
}

void Textures::begin_frame() {
  heatmaps_.begin_frame();
  for (auto at = entries_.begin(); at != entries_.end();) {
    if (std::exchange(at->second.drawn, false)) {
      ++at;
      continue;
    }
    glDeleteTextures(1, &at->second.texture);
    at = entries_.erase(at);
  }
}

void draw(ImDrawList& list, const scene::Scene& scene, const Placement& at, Fonts& fonts, Textures& textures) {
  const Pen pen{list, at, fonts, textures};
  const ImVec2 low = list.GetClipRectMin(), high = list.GetClipRectMax();
  for (const Mark& mark : scene.marks)
    if (in_sight(pen, mark, low, high)) draw_mark(pen, mark);
}

}  // namespace attn::gui
