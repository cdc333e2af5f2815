#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "wire/stripe/event_reader.hpp"
#include "wire/stripe/signature.hpp"

// A webhook, and what the API answers: nothing throws, and nobody guesses a signature. The first
// line is the signature's header, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace freshet;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(text.find('\n'), text.size());
    const auto header = text.substr(0, end);
    const auto body = text.substr(std::min(end + 1, text.size()));

    const auto verdict =
        stripe::verify_signature({.body = body, .header = header, .secret = "not to be guessed"},
                                 std::chrono::sys_seconds(std::chrono::seconds(1'800'000'000)));
    FRESHET_CHECK(!verdict);
    if (auto event = stripe::read_event(body)) {
        FRESHET_CHECK(!event->id.empty());
        (void)stripe::read_invoice_of_payment(body, *event);
    }
    (void)stripe::read_object(body);
    (void)stripe::read_payment_intent(body);
    (void)stripe::read_refusal(body);
    return 0;
}
