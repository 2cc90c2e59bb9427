#include "app/scene/pdf.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <stdexcept>

#include "app/scene/cairo_draw.h"
#include "app/scene/cairo_surface.h"
#include "version.h"

namespace attn::scene {
namespace {

constexpr double points_per_pixel = 0.75;

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
  try {
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
    return CAIRO_STATUS_SUCCESS;
  } catch (const std::exception&) {  // must not travel through C
    return CAIRO_STATUS_NO_MEMORY;
  }
}

void draw_page(cairo_surface_t* surface, const Scene& scene, const PdfOptions& options) {
  const auto wide = static_cast<double>(scene.width), high = static_cast<double>(scene.height);
  if (!(wide > 0) || !(high > 0)) throw std::invalid_argument("PDF: the figure has no area");
  const bool own_size = !(options.width > 0) || !(options.height > 0);
  const bool turned = options.turned && wide > high;
  const double page_w = own_size ? wide * points_per_pixel : turned ? options.height : options.width;
  const double page_h = own_size ? high * points_per_pixel : turned ? options.width : options.height;
  const double margin = own_size ? 0 : options.margin;
  if (!(page_w > 2 * margin) || !(page_h > 2 * margin))
    throw std::invalid_argument("PDF: the margins leave no room on the page");
  const double largest = own_size ? 1 : std::max(1.0, options.largest);
  const double zoom =
      std::min({points_per_pixel * largest, (page_w - 2 * margin) / wide, (page_h - 2 * margin) / high});
  cairo_pdf_surface_set_size(surface, page_w, page_h);
  const std::unique_ptr<cairo_t, FreeCairo> cairo(cairo_create(surface));
  cairo_t* cr = cairo.get();
  cairo_translate(cr, (page_w - zoom * wide) / 2, own_size ? 0 : margin);
  cairo_scale(cr, zoom, zoom);
  draw_scene(cr, scene, !options.transparent, Texture::large_texels);
  cairo_show_page(cr);
  check(cairo_status(cr), "PDF");
}

}  // namespace

std::string to_pdf(std::span<const Scene> scenes, const PdfOptions& options,
                   const std::function<void(std::size_t)>& before_page) {
  if (scenes.empty()) throw std::invalid_argument("PDF: there is no figure");
  std::string bytes;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, 72, 72));
  check(cairo_surface_status(surface.get()), "PDF");
  // Later versions may put the notes below into compressed objects, where only PDF libraries find them.
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_4);
  const auto note = [&](cairo_pdf_metadata_t which, const std::string& text) {
    if (!text.empty()) cairo_pdf_surface_set_metadata(surface.get(), which, text.c_str());
  };
  note(CAIRO_PDF_METADATA_TITLE, options.title);
  note(CAIRO_PDF_METADATA_SUBJECT, options.subject);
  note(CAIRO_PDF_METADATA_KEYWORDS, options.keywords);
  note(CAIRO_PDF_METADATA_CREATOR, "AttnScope " + std::string(version));
  for (std::size_t i = 0; i < scenes.size(); ++i) {
    if (before_page) before_page(i);
    draw_page(surface.get(), scenes[i], options);
  }
  cairo_surface_finish(surface.get());
  check(cairo_surface_status(surface.get()), "PDF");
  return bytes;
}

}  // namespace attn::scene
