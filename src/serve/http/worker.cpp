#include "serve/http/worker.hpp"

#include <span>
#include <utility>

#include "base/random.hpp"

namespace freshet::http {

namespace {

constexpr std::size_t id_characters =
    13;  // 5 bits each: all of 64. Short enough to need no allocation.
constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";

}  // namespace

std::string Worker::next_id() {
    while (id_state[0] == 0 && id_state[1] == 0)
        fill_random(std::as_writable_bytes(std::span(id_state)));

    // Vigna, "Further scramblings of Marsaglia's xorshift generators" (2014), xorshift128+.
    auto mixed = id_state[0];
    const auto other = id_state[1];
    id_state[0] = other;
    mixed ^= mixed << 23;
    id_state[1] = mixed ^ other ^ (mixed >> 18) ^ (other >> 5);

    auto number = id_state[1] + other;
    std::string id(id_characters, alphabet[0]);
    for (auto& character : id) {
        character = alphabet[number % alphabet.size()];
        number /= alphabet.size();
    }
    return id;
}

}  // namespace freshet::http
