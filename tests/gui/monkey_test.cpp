// Anything may be clicked and pressed in any order: the window stays, and what it shows stays drawable.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "app/gui/headless.h"
#include "app/gui/shortcuts.h"

namespace attn::gui {
namespace {

// It may export, into the folder it is in.
class Elsewhere {
 public:
  Elsewhere() { std::filesystem::current_path(testing::TempDir()); }
  ~Elsewhere() { std::filesystem::current_path(before_); }

 private:
  const std::filesystem::path before_ = std::filesystem::current_path();
};

class Monkey {
 public:
  explicit Monkey(unsigned seed) : random_(seed), window_(options()) { window_.settle(); }

  void act() {
    switch (number(12)) {
      case 0:
      case 1:
      case 2:
      case 3:
      case 4:
        return click();
      case 5:
      case 6:
      case 7:
        return press();
      case 8:
        return anywhere();
      case 9:
        done_ = "type";
        return window_.type(std::vector<std::string>{"s", " ", "the dog ", "é", "漢", "9"}[number(6)]);
      case 10:
        done_ = "resize";
        return number(4)
                   ? window_.pass(0.2)
                   : window_.resize(400 + 300 * static_cast<int>(number(5)), 300 + 200 * static_cast<int>(number(5)));
      default:
        done_ = "escape";
        return window_.press(GLFW_KEY_ESCAPE);
    }
  }
  const std::string& done() const { return done_; }
  bool closed() const { return window_.closed(); }

 private:
  static HeadlessOptions options() {
    HeadlessOptions o;
    o.pixels = false;
    return o;
  }
  std::size_t number(std::size_t below) { return random_() % below; }

  void click() {
    const auto& items = window_.seen().items;
    if (items.empty()) return;
    const std::string name = items[number(items.size())].name;
    done_ = "click " + name;
    window_.click(name, number(5) == 0);
  }
  void press() {
    const auto all = shortcuts();
    const Shortcut& s = all[number(all.size())];
    if (std::string_view(s.about) == "key.quit") return;
    done_ = std::string("press ") + s.about;
    window_.press(s.key ? s.key : s.letter == '/' ? GLFW_KEY_SLASH : GLFW_KEY_A + s.letter - 'a', s.control, s.shift);
  }
  void anywhere() {
    const auto x = static_cast<float>(number(1440)), y = static_cast<float>(number(900));
    done_ = "at " + std::to_string(x) + "," + std::to_string(y);
    switch (number(4)) {
      case 0:
        return window_.wheel(x, y, static_cast<float>(number(9)) - 4, number(2) == 0);
      case 1:
        return window_.drag(x, y, static_cast<float>(number(1440)), static_cast<float>(number(900)), number(2) ? 0 : 2);
      default:
        return window_.click(x, y, number(4) == 0);
    }
  }

  std::mt19937 random_;
  Headless window_;
  std::string done_;
};

// MONKEY: the first seed; MONKEYS: how many.
TEST(Monkey, DoesNoHarm) {
  const auto from_environment = [](const char* name, int otherwise) {
    const char* value = std::getenv(name);
    return value ? std::atoi(value) : otherwise;
  };
  const Elsewhere elsewhere;
  const auto first = static_cast<unsigned>(from_environment("MONKEY", 1));
  const auto count = static_cast<unsigned>(from_environment("MONKEYS", 1));
  for (unsigned seed = first; seed < first + count; ++seed) {
    Monkey monkey(seed);
    std::vector<std::string> done;
    for (int i = 0; i < 120 && !monkey.closed(); ++i) {
      try {
        monkey.act();
      } catch (const std::exception& error) {
        done.push_back(monkey.done());
        std::string all;
        for (std::size_t k = done.size() > 12 ? done.size() - 12 : 0; k < done.size(); ++k) all += done[k] + "\n";
        FAIL() << "seed " << seed << ", action " << i << ": " << error.what() << "\n" << all;
      }
      done.push_back(monkey.done());
    }
  }
}

}  // namespace
}  // namespace attn::gui
