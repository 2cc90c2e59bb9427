#include "app/scene/views/heads_grid.h"

#include <algorithm>
#include <cmath>

#include "app/scene/marks.h"
#include "app/scene/text.h"

namespace attn::scene {
namespace {

constexpr float least_left = 64, right = 26, margin = 20;  // before the first column, after the last, of everything
constexpr float least_pitch = 96, most_pitch = 240;
constexpr float first_title = 18, below_title = 20, between_sections = 18, least_fitted = 11;
constexpr float below = 33, title_height = 16;  // a thumbnail's tag and the way to the next; its own title

std::size_t most_columns(const HeadsGridRequest& request) {
  std::size_t most = std::max<std::size_t>(1, request.columns.size());
  for (const HeadThumbSection& section : request.sections)
    for (const HeadThumbRow& row : section.rows) most = std::max(most, row.thumbs.size());
  return most;
}

// How high the page gets with cells of that size.
float height_of(const HeadsGridRequest& request, float cell) {
  float height = first_title;
  for (const HeadThumbSection& section : request.sections) {
    height += below_title + between_sections;
    for (const HeadThumbRow& row : section.rows) {
      Index rows = 0;
      bool titled = false;
      for (const HeadThumb& thumb : row.thumbs) {
        if (thumb.values) rows = std::max(rows, thumb.values->rows());
        titled = titled || !thumb.title.empty();
      }
      height += static_cast<float>(rows) * cell + below + (titled ? title_height : 0);
    }
  }
  return height;
}

class Layout {
 public:
  Layout(const HeadsGridRequest& request, const HeadsAtlas& atlas)
      : request_(request), theme_(request.theme), atlas_(atlas), m_(measures_of(request)) {
    grid_.scene.width = std::max(request.width, m_.left + right + m_.pitch * static_cast<float>(most_columns(request)));
    grid_.scene.background = theme_.bg0;
  }

  HeadsGrid make() {
    float y = first_title;
    for (std::size_t i = 0; i < request_.sections.size(); ++i) {
      y = section(request_.sections[i], y);
      if (i + 1 < request_.sections.size()) {
        const float at = y - 5.5f, end = grid_.scene.width - margin + 4;
        grid_.names.marks.push_back(parts::line(margin, at, end, at, theme_.line1, 1));
      }
      y += between_sections - 10;
    }
    grid_.scene.height = y;
    grid_.names.width = grid_.scene.width;
    grid_.names.height = y;
    grid_.names_width = m_.left - 12;
    columns();
    return std::move(grid_);
  }

 private:
  const HeadsGridRequest& request_;
  const Theme& theme_;
  const HeadsAtlas& atlas_;
  HeadsGridMeasures m_;
  HeadsGrid grid_;
  std::size_t next_ = 0;  // of the atlas

  std::vector<Mark>& marks() { return grid_.scene.marks; }

  void words(Scene& to, float x, float y, const std::string& shown, Font font, float size, Color color, float room) {
    std::string cut = elide(clean_utf8(shown), room, font, size, request_.measure);
    if (!cut.empty()) to.marks.push_back(parts::text(x, y, std::move(cut), font, size, color));
  }

  Rect part(std::size_t i) const { return i < atlas_.parts.size() ? atlas_.parts[i] : Rect{}; }

  // Texels are of one pixel where cells share them.
  Rect cells(const Rect& part, float x, float y) const {
    const float px = std::max(1.0f, m_.cell);
    return {x, y, part.w * px, part.h * px};
  }

  float section(const HeadThumbSection& section, float y) {
    const float used = request_.measure(section.title, Font::ui_bold, 13);
    words(grid_.names, margin, y, section.title, Font::ui_bold, 13, theme_.t1, request_.width - 2 * margin);
    words(grid_.names, margin + used + 10, y, section.about, Font::ui, 11.5f, theme_.t3,
          request_.width - 2 * margin - used - 10);
    y += below_title;
    for (const HeadThumbRow& row : section.rows) y = this->row(row, y);
    return y + 10;
  }

  float row(const HeadThumbRow& row, float y) {
    grid_.rows.push_back({y, y, {}});
    float height = 0, above = 0;
    for (std::size_t i = 0; i < row.thumbs.size(); ++i) {
      height = std::max(height, cells(part(next_ + i), 0, 0).h);
      if (!row.thumbs[i].title.empty()) above = title_height;
    }
    if (height == 0) height = m_.cell * 4;
    words(grid_.names, margin, y + above + height / 2, row.label, Font::ui, 11, theme_.t3, m_.left - margin - 12);
    for (std::size_t i = 0; i < row.thumbs.size(); ++i, ++next_)
      thumb(row.thumbs[i], m_.left + m_.pitch * static_cast<float>(i), y, above, height);
    return grid_.rows.back().bottom = y + above + height + below;
  }

  void thumb(const HeadThumb& thumb, float x, float y, float above, float height) {
    const Rect box{x - 10, y - 8, m_.pitch - 8, above + height + 31};
    if (!thumb.values) {
      marks().push_back(parts::fill({x + 6, y + above + height / 2, 16, 1}, theme_.line1));
      return;
    }
    Color ground = theme_.bg0;
    if (thumb.current || thumb.chosen) {
      ground = thumb.current ? theme_.bg3 : theme_.bg2;
      marks().push_back(parts::fill(box, ground, 8));
      marks().push_back(parts::outline(parts::grown(box, -0.75f), theme_.ink, 1.5f, 8));
    }
    const Rect place = cells(part(next_), x, y + above);
    grid_.places.push_back({thumb.id, box, place});
    if (above > 0) words(grid_.scene, x - 1, y + 5, thumb.title, Font::ui, 11, theme_.t2, m_.pitch - 20);
    picture(thumb, place, ground);
    meter({place.x + place.w + 5, place.y, 4, place.h - 1}, thumb);
    words(grid_.scene, x - 1, place.y + place.h + 11, thumb.below, Font::ui, 11, thumb.quiet ? theme_.t3 : theme_.t1,
          m_.pitch - 18);
  }

  void picture(const HeadThumb& thumb, const Rect& place, Color ground) {
    Mark image;
    image.kind = Mark::Kind::image;
    image.rect = place;
    image.image = atlas_.images[grid_.rows.size() - 1];
    image.part = part(next_);
    image.rows = thumb.values->rows();
    image.cols = thumb.values->cols();
    image.cell.step = thumb.step;
    grid_.rows.back().pictures.push_back(marks().size());
    marks().push_back(std::move(image));
    if (thumb.causal) hatch(thumb, place);
    if (!theme_.dark) marks().push_back(parts::outline(parts::grown(place, -0.375f), faded(theme_.ink, 0.14), 0.75f));
    if (m_.cell < 8) return;
    for (float at = m_.cell; at <= place.w; at += m_.cell)
      marks().push_back(parts::fill({place.x + at - 1, place.y, 1, place.h}, ground));
    for (float at = m_.cell; at <= place.h; at += m_.cell)
      marks().push_back(parts::fill({place.x, place.y + at - 1, place.w, 1}, ground));
  }

  // Strokes where no word may look: one in each cell, or across them all where those are small.
  void hatch(const HeadThumb& thumb, const Rect& place) {
    const Color stroke = theme_.line2;
    if (m_.cell >= 8) {
      const float in = std::round(m_.cell * 0.25f);
      for (Index r = 0; r < thumb.values->rows(); ++r)
        for (Index c = r + 1; c < thumb.values->cols(); ++c) {
          const float x = place.x + m_.cell * static_cast<float>(c), y = place.y + m_.cell * static_cast<float>(r);
          marks().push_back(parts::line(x + in, y + m_.cell - in - 1, x + m_.cell - in - 1, y + in, stroke, 1));
        }
      return;
    }
    for (float at = 8; at < 2 * place.w; at += 8) {
      const float x = std::min(at, place.w), from = (at + m_.cell) / 2, y = (at - m_.cell) / 2;
      if (from < place.w && y >= 0 && y < place.h)
        marks().push_back(parts::line(place.x + from, place.y + y, place.x + x, place.y + at - x, stroke, 1));
    }
  }

  void meter(const Rect& box, const HeadThumb& thumb) {
    const float full = box.h * static_cast<float>(std::clamp(thumb.focus, 0.0, 1.0));
    marks().push_back(parts::fill(box, thumb.current ? theme_.bg4 : theme_.bg2, 2));
    marks().push_back(
        parts::fill({box.x, box.y + box.h - full, box.w, full}, thumb.current ? theme_.ink : theme_.t3, 2));
  }

  void columns() {
    Scene& scene = grid_.columns;
    scene.width = grid_.scene.width;
    scene.height = heads_columns_height;
    int current = -1;
    for (const HeadThumbSection& section : request_.sections)
      for (const HeadThumbRow& row : section.rows)
        for (std::size_t i = 0; i < row.thumbs.size(); ++i)
          if (row.thumbs[i].current) current = static_cast<int>(i);
    for (std::size_t i = 0; i < request_.columns.size(); ++i) {
      const bool on = static_cast<int>(i) == current;
      std::string shown = elide(request_.columns[i], m_.pitch - 12, Font::ui_bold, 11.5f, request_.measure);
      scene.marks.push_back(parts::text(m_.left + m_.pitch * static_cast<float>(i) + m_.side * 0.4f, 18,
                                        std::move(shown), Font::ui_bold, 11.5f, on ? theme_.t1 : theme_.t2,
                                        Align::center));
    }
  }
};

}  // namespace

HeadsGridMeasures measures_of(const HeadsGridRequest& request) {
  HeadsGridMeasures m;
  m.left = least_left;
  Index most = 1;
  for (const HeadThumbSection& section : request.sections)
    for (const HeadThumbRow& row : section.rows) {
      m.left = std::max(m.left, std::ceil(margin + request.measure(row.label, Font::ui, 11) + 18));
      for (const HeadThumb& thumb : row.thumbs)
        if (thumb.values) most = std::max({most, thumb.values->rows(), thumb.values->cols()});
    }
  const auto columns = static_cast<float>(most_columns(request));
  m.pitch = std::clamp(std::floor((request.width - m.left - right) / columns), least_pitch, most_pitch);
  m.side = m.pitch - 28;
  const float largest = std::floor(16 * std::max(1.0f, m.pitch / 110));
  m.cell = std::clamp(std::floor(m.side / static_cast<float>(most)), 1.0f, largest);
  for (float cell = m.cell; cell >= least_fitted && request.height > 0; --cell)
    if (height_of(request, cell) <= request.height) {
      m.cell = cell;
      break;
    }
  return m;
}

HeadsGrid heads_grid(const HeadsGridRequest& request, const HeadsAtlas& atlas) { return Layout(request, atlas).make(); }

}  // namespace attn::scene
