// Everything downwards: how high lanes are, where the cards of both stacks begin and end. With many words lanes are
// thin, but for those around the playhead; where even that does not fit, words to come have no lanes.
#include <cmath>
#include <iterator>

#include "app/scene/views/map_plan.h"

namespace attn::scene {
namespace {

enum class Room { wide, compact, thin };

constexpr float least_wide = 26, least_compact = 14, least_thin = 5, most = 48;
constexpr float around[] = {28, 22, 16};  // lanes at the playhead, beside it, beside that
constexpr float bracket = 26;             // of the words without lanes

struct Heights {
  float top, header, pad, between, lead, footer, below;
  float all() const { return top + header + pad + between + lead + footer + below; }
};

// header: from a card's top to its first lane; lead: the same in the decoder; footer: from the last lane on. Of thin
// lanes from their edges, of others from their middles.
Heights heights(Room room, const MapOptions& options) {
  const float pictures = options.thumbnails ? (room == Room::wide ? 38.0f : 16.0f) : 0.0f;  // of heads, with names
  const float loop = options.loop ? 8.0f + 4 * most_loops : 0.0f;
  if (room == Room::wide) return {41, 52 + pictures, 26, 60, 32, 64 + pictures, 28 + loop};
  if (room == Room::compact) return {26, 50 + pictures, 14, 36, 18, 48 + pictures, 24 + loop};
  return {24, 38 + pictures, 8, 34, 12, 36 + pictures, 22 + loop};
}

float floor_half(float pitch) { return std::floor(pitch * 2) / 2; }

// Fisheye: lanes near the one looked at are high, but not those after `last`.
float lane_height(Index lane, Index looked_at, Index last, float pitch) {
  const Index apart = std::abs(lane - looked_at);
  if (looked_at < 0 || lane > last || apart >= static_cast<Index>(std::size(around))) return pitch;
  return std::max(pitch, around[apart]);
}

// One below the other from an edge on; gives the edge where they end.
float lay(MapRow& row, float edge, Index lanes, Index looked_at, Index last, float pitch) {
  for (Index i = 0; i < lanes; ++i) {
    const float height = lane_height(i, looked_at, last, pitch);
    row.lanes.push_back({edge + height / 2, height});
    edge += height;
  }
  return edge;
}

}  // namespace

MapFocus map_focus(const MapRun& run, int step, Index row) {
  if (const int t = decode_of(run, step); t > 0) return {-1, run.decodes[static_cast<std::size_t>(t - 1)].words - 1};
  return {std::clamp<Index>(row, 0, std::max<Index>(0, static_cast<Index>(run.source.size()) - 1)), -1};
}

void lay_rows(const MapRun& run, const MapOptions& options, float height, const MapFocus& focus, MapPlan& plan) {
  const auto words = static_cast<Index>(std::max<std::size_t>(1, run.source.size())),
             written = static_cast<Index>(std::max<std::size_t>(1, run.written.size()));
  const auto all = static_cast<float>(words + written);
  Room room = height < 600 ? Room::compact : Room::wide;
  const auto pitch_in = [&](Room in) { return (height - heights(in, options).all()) / std::max(1.0f, all - 2); };
  if (room == Room::wide && pitch_in(room) < least_wide) room = Room::compact;
  if (room == Room::compact && pitch_in(room) < least_compact) room = Room::thin;
  const bool thin = plan.thin = room == Room::thin;
  plan.compact = room != Room::wide;
  const Heights h = heights(room, options);
  float pitch = std::min(pitch_in(room), most);
  Index lanes = written;  // of the decoder
  if (thin) {
    const float high = around[0] + 2 * (around[1] + around[2]);
    pitch = (height - h.all() - high) / std::max(1.0f, all - 5);
    if (pitch < least_thin) lanes = std::min(written, focus.decoder + 1);
    pitch = std::clamp(pitch, least_thin, least_compact - 0.5f);
  }
  pitch = floor_half(pitch);
  plan.ribbon = std::min(22.0f, 0.6f * pitch);
  plan.thumbnail = options.thumbnails ? (plan.compact ? 16.0f : 24.0f) : 0.0f;
  const float half = thin ? 0 : pitch / 2;  // from a lane's edge to where distances are measured from
  MapRow& e = plan.encoder;
  e.title = plan.compact ? 13.0f : 21.0f;
  e.top = h.top;
  float end = lay(e, std::round(e.top + h.header) - half, words, thin ? focus.encoder : -1, words, pitch) - half;
  e.begin = thin ? e.y(0) - e.height(0) / 2 - 2 : e.y(0) - (plan.compact ? 11.0f : 14.0f);
  e.end = thin ? end + 2 : end + 14;
  e.bottom = end + h.pad;
  MapRow& d = plan.decoder;
  d.top = std::round(e.bottom + h.between);
  d.title = d.top - (plan.compact ? 12.0f : 20.0f);
  end = lay(d, d.top + h.lead - half, lanes, thin ? focus.decoder : -1, focus.decoder, pitch) - half;
  d.later = end + bracket / 2;
  if (lanes < written) end += bracket;
  d.begin = d.top + h.lead;
  d.end = thin ? end + 3 : end + 14;
  d.bottom = end + h.footer;
  plan.loop_bottom = d.bottom + (room == Room::wide ? 28.0f : room == Room::compact ? 24.0f : 22.0f);
  plan.height = d.bottom + h.below;
}

}  // namespace attn::scene
