// What the playhead has not reached is there from the start, faint: the same picture at the end of the run, without
// what is there already.
#include <algorithm>
#include <cmath>

#include "app/scene/views/map_parts.h"

namespace attn::scene::map_parts {
namespace {

constexpr double faint = 0.3;

int last_step(const MapRun& run) { return run.decodes.empty() ? run.encoder.last : run.decodes.back().last; }

}  // namespace

void draw_ghosts(Builder& to) {
  const int end = last_step(to.q.run);
  if (to.q.step >= end && to.step_done(end)) return;
  MapRequest finished = to.q;
  finished.step = end;
  finished.cells_done = -1;
  finished.phase = 1;
  finished.cell.reset();
  Builder ghost(finished);
  ghost.above = &to;
  for (const MapColumn& column : *ghost.encoder.columns) draw_attention(ghost, ghost.encoder, column);
  draw_barcodes(ghost, ghost.encoder);
  if (ghost.decoder.stack) {
    for (const MapColumn& column : *ghost.decoder.columns) draw_attention(ghost, ghost.decoder, column);
    draw_barcodes(ghost, ghost.decoder);
  }
  for (Mark& mark : ghost.out.scene.marks) {
    mark.color = faded(mark.color, faint);
    mark.cell = {};
    to.add(std::move(mark));
  }
}

}  // namespace attn::scene::map_parts
