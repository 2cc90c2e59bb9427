#include "app/scene/views/head_detail.h"

#include <algorithm>
#include <cmath>

#include "app/scene/format.h"
#include "app/scene/marks.h"
#include "app/scene/stage/parts.h"
#include "app/scene/text.h"
#include "app/scene/views/words.h"

namespace attn::scene {
namespace {

using namespace parts;

constexpr float side = 24, line_height = 20, most_cell = 96;
constexpr float focus_room = 168;                                       // right of the matrix: bars and bits
constexpr float received_height = 38;                                   // under it
constexpr float least_flow = 150, most_flow = 420, flow_share = 0.45f;  // of its width
constexpr std::size_t two = 2;

class DetailLayout {
 public:
  explicit DetailLayout(const HeadDetailRequest& request)
      : request_(request), stage_(request.stage), theme_(stage_.theme), values_(request.values) {
    detail_.scene.width = stage_.width;
    detail_.scene.background = theme_.bg1;
  }

  HeadDetail make() {
    float y = sentence();
    y = place(y);
    captions();
    labels();
    cells();
    together();
    frames();
    y = focus_and_received(y);
    flow(y);
    return std::move(detail_);
  }

 private:
  const HeadDetailRequest& request_;
  const StageRequest& stage_;
  const Theme& theme_;
  const Tensor& values_;
  HeadDetail detail_;
  Cut down_, across_;
  Labels rows_, cols_;
  bool image_ = false;
  Numbers numbers_;
  float extra_row_ = 0, extra_col_ = 0;  // where the sum or mean of selected words is; 0: nowhere

  Scene& scene() { return detail_.scene; }
  Mark& add(Mark mark) {
    scene().marks.push_back(std::move(mark));
    return scene().marks.back();
  }
  Index active_row() const { return request_.cell ? request_.cell->first : -1; }
  Index active_col() const { return request_.cell ? request_.cell->second : -1; }
  bool masked(Index r, Index c) const { return request_.causal && c > r; }
  Rect box(Index r, Index c) const {
    const float space = image_ ? 0 : across_.px >= 40 ? 2.0f : 1.0f;
    const float x = static_cast<float>(c / across_.per), y = static_cast<float>(r / down_.per);
    return {detail_.cells.x + x * across_.px, detail_.cells.y + y * down_.px, across_.px - space, down_.px - space};
  }

  float sentence() {
    const float width = stage_.width - 2 * side;
    const int lines = drawn(stage_, scene(), [&](Canvas& canvas) {
      return draw_lines(canvas, request_.sentence, side, 0, width, 13, line_height, 3);
    });
    return line_height * static_cast<float>(lines);
  }

  // The matrix as large as it can be beside its words and over its flow.
  float place(float y) {
    const bool more_rows = request_.rows.size() >= two, more_cols = request_.cols.size() >= two;
    const float label_room = std::min(110.0f, stage_.width * 0.22f);
    const float need =
        std::max(40.0f, label_need(values_.row_axis, Cut{values_.rows(), 1, values_.rows(), 1}, stage_.measure));
    const float left = side + 20 + std::min(label_room, need) + 16;
    const float col_need = values_.cols() > 12 ? 74.0f : 24.0f;
    const float top = y + 36 + col_need;
    const float room_w = std::max(48.0f, stage_.width - left - focus_room - side);
    const float room_h = std::max(std::min(room_w, 180.0f), stage_.height - top - received_height - least_flow - 60);
    const auto extra = [](bool more) { return more ? 1 : 0; };
    const float per_w = room_w / static_cast<float>(values_.cols() + extra(more_cols));
    const float per_h = room_h / static_cast<float>(values_.rows() + extra(more_rows));
    const float px = std::floor(std::min({most_cell, per_w, per_h}));
    image_ = px < 6;
    across_ = cut_axis(values_.cols(), image_ ? room_w : px * static_cast<float>(values_.cols()), std::max(1.0f, px));
    down_ = cut_axis(values_.rows(), image_ ? room_h : px * static_cast<float>(values_.rows()), std::max(1.0f, px));
    rows_ = row_labels(values_.row_axis, down_, label_room, active_row(), stage_.measure, strong_rows(values_, down_));
    cols_ = column_labels(values_.col_axis, across_, 84, active_col(), {}, stage_.measure,
                          strong_rows(values_, across_, true));
    detail_.cells = {left, y + 42 + std::max(18.0f, cols_.extent), across_.length(), down_.length()};
    detail_.row_height = down_.px;
    detail_.col_width = across_.px;
    detail_.row_words = {left - 16 - label_room, detail_.cells.y, label_room + 8, detail_.cells.h};
    detail_.col_words = {detail_.cells.x, detail_.cells.y - 26, detail_.cells.w, 22};
    float bottom = detail_.cells.y + detail_.cells.h;
    if (more_rows) {
      extra_row_ = bottom + 8;
      bottom = extra_row_ + std::max(16.0f, down_.px);
    }
    if (more_cols) extra_col_ = detail_.cells.x + detail_.cells.w + 10;
    numbers_ = image_ ? Numbers{}
                      : choose_numbers(values_, request_.range, false, across_.px - 2, down_.px - 2, stage_.measure);
    return bottom;
  }

  void captions() {
    const Rect& m = detail_.cells;
    words(stage_, m.x + m.w / 2, m.y - std::max(18.0f, cols_.extent) - 22, stage_.text("heads.keys"), Font::ui, 11,
          theme_.k, 2 * std::min(m.x + m.w / 2 - side, stage_.width - side - m.x - m.w / 2), scene(), Align::center);
    const std::string queries = stage_.text("heads.queries");
    const float length = stage_.measure(queries, Font::ui, 11);
    add(text(side + 6, m.y + m.h / 2 + length / 2, queries, Font::ui, 11, theme_.q)).angle = 90;
  }

  void label(const Label& l, const Labels& style, bool column, Color hue) {
    const bool on = l.index == (column ? active_col() : active_row());
    const std::vector<Index>& chosen = column ? request_.cols : request_.rows;
    const bool selected = std::find(chosen.begin(), chosen.end(), l.index) != chosen.end();
    const Font font = on || selected ? Font::ui_bold : style.font;
    const Color color = on ? hue : selected ? theme_.t1 : theme_.t2;
    const Rect& m = detail_.cells;
    if (column) {
      const float x = m.x + across_.centre(l.index) - 1;
      if (selected) add(fill({x - across_.px / 2 + 1, m.y - 6, across_.px - 2, 2}, theme_.ink));
      add(text(x, m.y - 18, l.text, font, style.size, color, style.slanted ? Align::left : Align::center)).angle =
          style.slanted ? 45.0f : 0.0f;
    } else {
      const float y = m.y + down_.centre(l.index);
      if (selected) add(fill({m.x - 9, y - down_.px / 2 + 1, 2, down_.px - 2}, theme_.ink));
      add(text(m.x - 16, y, l.text, font, style.size, color, Align::right));
    }
  }

  void labels() {
    for (const Label& l : rows_.labels) label(l, rows_, false, theme_.q);
    for (const Label& l : cols_.labels) label(l, cols_, true, theme_.k);
    drawn(stage_, scene(), [&](Canvas& canvas) {
      bracket(canvas, detail_.cells, theme_.a);
      return 0;
    });
  }

  void one(const Rect& place, double value, bool hatched, const CellTag& tag, bool number) {
    const float radius = place.w >= 40 ? 4 : place.w >= 14 ? 2 : 0;
    const Color color = hatched ? theme_.bg2 : cell_color(theme_, value, request_.range);
    add(fill(place, color, radius)).cell = tag;
    if (!theme_.dark) add(outline(grown(place, -0.375f), faded(theme_.ink, 0.07), 0.75f, radius));
    if (hatched) {
      const float in = place.w * 0.28f;
      add(line(place.x + in, place.y + place.h - in, place.x + place.w - in, place.y + in, theme_.line2, 1));
      return;
    }
    if (!std::isfinite(value)) add(outline(grown(place, -0.75f), theme_.err, 1.5f, radius));
    if (!number || !numbers_.shown) return;
    const std::string shown = number_text(numbers_, value);
    add(text(place.x + place.w / 2, place.y + place.h / 2, shown, Font::mono, numbers_.size,
             number_color(theme_, shown, value, color), Align::center))
        .cell = tag;
  }

  void cells() {
    if (image_) return as_image();
    for (Index r = 0; r < values_.rows(); ++r)
      for (Index c = 0; c < values_.cols(); ++c)
        one(box(r, c), static_cast<double>(values_(r, c)), masked(r, c), {request_.step, r, c}, true);
  }

  void as_image() {
    auto image = std::make_shared<Image>();
    image->width = static_cast<int>(across_.shown);
    image->height = static_cast<int>(down_.shown);
    for (Index r = 0; r < down_.shown; ++r)
      for (Index c = 0; c < across_.shown; ++c) {
        const Shown most = strongest_of(values_, down_, across_, r, c, values_.size());
        const Color color =
            masked(most.row, most.col) ? theme_.bg2 : texel_color(theme_, most.value, request_.range, theme_.bg2);
        for (const std::uint8_t channel : {color.r, color.g, color.b, color.a}) image->rgba.push_back(channel);
        image->cells.push_back(most.row * values_.cols() + most.col);
      }
    Mark mark;
    mark.kind = Mark::Kind::image;
    mark.rect = detail_.cells;
    mark.image = std::move(image);
    mark.rows = values_.rows();
    mark.cols = values_.cols();
    mark.cell.step = request_.step;
    add(std::move(mark));
    if (!request_.causal) return;
    const Rect& m = detail_.cells;
    for (float at = 12; at < 2 * m.w; at += 12) {
      const float x = std::min(at, m.w), from = (at + across_.px) / 2, y = (at - across_.px) / 2;
      if (from < m.w && y >= 0 && y < m.h) add(line(m.x + from, m.y + y, m.x + x, m.y + at - x, theme_.line2, 1));
    }
  }

  // Sum or mean of the selected words' rows, of their columns, and of both.
  double over(const std::vector<Index>& rows, const std::vector<Index>& cols) const {
    double total = 0;
    for (const Index r : rows)
      for (const Index c : cols)
        if (!masked(r, c)) total += static_cast<double>(values_(r, c));
    return request_.sum ? total : total / static_cast<double>(rows.size() * cols.size());
  }

  void together() {
    const std::string name = stage_.text(request_.sum ? "heads.sum" : "heads.mean");
    const Rect& m = detail_.cells;
    if (extra_row_ > 0) {
      const float h = std::max(16.0f, down_.px) - 2;
      words(stage_, m.x - 16, extra_row_ + h / 2, name, Font::ui_bold, 11, theme_.t1, m.x - 16 - side - 16, scene(),
            Align::right);
      for (Index c = 0; c < values_.cols() && !image_; ++c)
        one({box(0, c).x, extra_row_, box(0, c).w, h}, over(request_.rows, {c}), false, {}, true);
    }
    if (extra_col_ > 0) {
      const float w = std::max(24.0f, across_.px) - 2;
      words(stage_, extra_col_ + w / 2, m.y - 18, name, Font::ui_bold, 11, theme_.t1, w + 24, scene(), Align::center);
      for (Index r = 0; r < values_.rows() && !image_; ++r)
        one({extra_col_, box(r, 0).y, w, box(r, 0).h}, over({r}, request_.cols), false, {}, true);
      if (extra_row_ > 0 && !image_)
        one({extra_col_, extra_row_, w, std::max(16.0f, down_.px) - 2}, over(request_.rows, request_.cols), false, {},
            true);
    }
  }

  void frames() {
    if (!request_.cell || !values_.contains(active_row(), active_col())) return;
    const Rect at = box(active_row(), active_col()), &m = detail_.cells;
    add(outline({m.x - 2, at.y - 2, m.w + 3, at.h + 4}, faded(theme_.q, 0.75), 1.5f, 5));
    add(outline({at.x - 2, m.y - 2, at.w + 4, m.h + 3}, faded(theme_.k, 0.75), 1.5f, 5));
    draw_ring(theme_, at, scene());
  }

  float focus_and_received(float bottom) {
    if (!request_.weighty) return bottom + 12;
    const Rect& m = detail_.cells;
    const float x = (extra_col_ > 0 ? extra_col_ + std::max(24.0f, across_.px) : m.x + m.w) + 28;
    const float right = stage_.width - side, bar = right - x - 44;
    if (bar >= 24) {
      words(stage_, x, m.y - 18, stage_.text("heads.focus"), Font::ui, 11, theme_.t3, bar, scene());
      words(stage_, right, m.y - 18, stage_.text("heads.bits"), Font::ui, 11, theme_.t3, 40, scene(), Align::right);
      for (const Label& l : rows_.labels) focus_bar(l.index, x, right, bar);
    }
    if (across_.px < 34)
      received_bars(bottom + 8);
    else
      for (Index c = 0; c < values_.cols(); ++c) received(c, bottom + 10);
    words(stage_, m.x - 16, bottom + 20, stage_.text("heads.received"), Font::ui, 11, theme_.t3, m.x - 16 - side,
          scene(), Align::right);
    if (request_.sums_to_one && bar >= 24)
      words(stage_, x, bottom + 20, stage_.text("heads.rows_sum"), Font::ui, 11, theme_.t3, right - x, scene());
    return bottom + received_height;
  }

  void focus_bar(Index r, float x, float right, float bar) {
    const auto k = static_cast<std::size_t>(r);
    if (k >= request_.bits.size()) return;
    const double bits = request_.bits[k], most = request_.most_bits[k];
    const bool on = r == active_row();
    const float y = detail_.cells.y + down_.centre(r) - 1, h = std::min(8.0f, down_.px - 2);
    const auto share = static_cast<float>(most > 0 ? std::clamp(1 - bits / most, 0.0, 1.0) : 1.0);
    add(fill({x, y - h / 2, bar, h}, theme_.bg3, 3));
    add(fill({x, y - h / 2, std::max(4.0f, bar * share), h}, on ? theme_.ink : theme_.t3, 3));
    add(text(right, y, cell_text(bits), Font::mono, 11, on ? theme_.t1 : theme_.t2, Align::right));
  }

  // Too narrow for numbers: upright, as high as the largest allows.
  void received_bars(float y) {
    constexpr float height = 26;
    const double most = *std::max_element(request_.received.begin(), request_.received.end());
    if (!(most > 0)) return;
    for (Index i = 0; i < across_.shown; ++i) {
      double sum = 0;
      for (Index c = across_.first(i); c < across_.end(i); ++c)
        sum = std::max(sum, request_.received[static_cast<std::size_t>(c)]);
      const bool on = active_col() >= across_.first(i) && active_col() < across_.end(i);
      const float h = height * static_cast<float>(sum / most), w = std::max(1.0f, across_.px - 1);
      add(fill({detail_.cells.x + across_.px * static_cast<float>(i), y, w, std::max(1.0f, h)},
               on ? theme_.ink : theme_.t3));
    }
  }

  void received(Index c, float y) {
    const auto k = static_cast<std::size_t>(c);
    if (k >= request_.received.size()) return;
    const double sum = request_.received[k];
    const bool on = c == active_col();
    const float w = across_.px - 14, x = detail_.cells.x + across_.px * static_cast<float>(c) + 6;
    const auto share = static_cast<float>(std::clamp(sum / static_cast<double>(values_.rows()), 0.0, 1.0));
    if (w >= 8) {
      add(fill({x, y, w, 6}, theme_.bg3, 3));
      add(fill({x, y, w * share, 6}, on ? theme_.ink : theme_.t3, 3));
    }
    const std::string shown = cell_text(sum, across_.px < 34);
    if (stage_.measure(shown, Font::mono, 11) + 4 <= across_.px)
      add(text(x + w / 2, y + 18, shown, Font::mono, 11, on ? theme_.t1 : theme_.t2, Align::center));
  }

  void flow(float y) {
    y += 18;
    add(line(side, y - 8, stage_.width - side, y - 8, theme_.line1, 1));
    words(stage_, side, y + 10, stage_.text("heads.flow"), Font::ui_bold, 10.5f, theme_.t3, stage_.width - 2 * side,
          scene());
    detail_.flow_top = y + 32;
    const float bottom = std::clamp(stage_.height - 20, detail_.flow_top + least_flow,
                                    detail_.flow_top + std::max(most_flow, stage_.width * flow_share));
    draw_flow(request_, {side, detail_.flow_top, stage_.width - 2 * side, bottom - detail_.flow_top}, scene());
    scene().height = bottom + 16;
  }
};

}  // namespace

HeadDetail head_detail(const HeadDetailRequest& request) { return DetailLayout(request).make(); }

}  // namespace attn::scene
