#include "community/links.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

#include "base/folded.hpp"

namespace freshet::community {

namespace {

// Of countries (ISO 3166, and the few that are not in it).
constexpr std::string_view country_domains =
    " ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq "
    "br "
    "bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz "
    "ec "
    "ee eg eh er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw "
    "gy "
    "hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz "
    "la "
    "lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx "
    "my "
    "mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro "
    "rs "
    "ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk "
    "tl "
    "tm tn to tr tt tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw "
    "\u0440\u0444 ";

// Those of the others that are met in chats. There are some 1200; of most nobody has seen one.
constexpr std::string_view other_domains =
    " app art aero bet bid biz blog cam cash casino cat chat click cloud club com coop cyou date "
    "dev "
    "digital download edu email finance fun fyi games gift gov guru icu info ink int jobs life "
    "link "
    "live loan lol ltd media men mil mobi monster museum name net network news ninja one online "
    "onion "
    "org party porn poker press pro promo pub racing review rip rocks sale sbs science sex sexy "
    "shop "
    "site social space store stream studio support team tech tips today tokyo top trade travel vip "
    "video watch web webcam website wiki win work works world wtf xxx xyz zip zone ";

// Where a space is forgotten, a sentence goes on with them.
constexpr std::string_view common_words = " am as at be by do in is it me my no so to us ";

bool is_among(std::string_view names, std::string_view name) {
    return names.contains(' ' + std::string(name) + ' ');
}

/// Letters beyond ASCII have a place in names as well (RFC 5890).
bool is_of_host(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
           letter == '.' || static_cast<unsigned char>(letter) >= 0x80;
}

std::vector<std::string_view> labels_of(std::string_view host) {
    std::vector<std::string_view> labels;
    while (true) {
        const auto dot = host.find('.');
        labels.push_back(host.substr(0, dot));
        if (dot == std::string_view::npos) return labels;
        host.remove_prefix(dot + 1);
    }
}

bool is_byte(std::string_view label) {
    std::uint8_t number = 0;
    const auto [rest, error] = std::from_chars(label.data(), label.data() + label.size(), number);
    return error == std::errc() && rest == label.data() + label.size();
}

/// A run of what hosts are made of, and what comes after it.
bool is_linked(std::string_view host, std::string_view after) {
    const auto labels = labels_of(host);
    if (labels.size() < 2) return false;
    const bool has_path = after.starts_with('/');
    const bool has_port = after.size() > 1 && after[0] == ':' && after[1] >= '0' && after[1] <= '9';
    if (labels.size() == 4 && std::ranges::all_of(labels, is_byte)) return has_path || has_port;
    const auto top = labels.back();
    if (is_among(common_words, top)) return has_path || labels.size() > 2;
    return top.starts_with("xn--") || is_among(country_domains, top) ||
           is_among(other_domains, top);
}

/// Two dots in a row end a sentence, not a label: what stands between them is looked at by itself.
bool has_linked_part(std::string_view run, std::string_view after) {
    while (true) {
        const auto gap = run.find("..");
        auto host = run.substr(0, gap);
        const auto is_edge = [](char letter) { return letter == '.' || letter == '-'; };
        while (!host.empty() && is_edge(host.front())) host.remove_prefix(1);
        const bool is_last = gap == std::string_view::npos;
        const bool touches = is_last && !host.empty() && host.back() != '.';
        while (!host.empty() && is_edge(host.back())) host.remove_suffix(1);
        if (is_linked(host, touches ? after : std::string_view())) return true;
        if (is_last) return false;
        run.remove_prefix(gap + 2);
    }
}

bool has_scheme(std::string_view text) {
    for (auto at = text.find("://"); at != std::string_view::npos; at = text.find("://", at + 1)) {
        if (at > 0 && text[at - 1] >= 'a' && text[at - 1] <= 'z') return true;
    }
    return false;
}

}  // namespace

bool has_link(std::string_view text) {
    const auto plain = folded(text);
    if (has_scheme(plain)) return true;
    for (auto begin = plain.begin(); begin != plain.end();) {
        begin = std::find_if(begin, plain.end(), is_of_host);
        const auto end = std::find_if_not(begin, plain.end(), is_of_host);
        const bool is_name = begin != plain.begin() && *(begin - 1) == '@';
        if (!is_name && has_linked_part({begin, end}, {end, plain.end()})) return true;
        begin = end;
    }
    return false;
}

}  // namespace freshet::community
