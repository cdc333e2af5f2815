#include "store/sql/channel_rows.hpp"

namespace freshet::sql {

Statement& into_channel(Statement& statement, channels::Channel& channel) {
    return statement.into(channel.id)
        .into(channel.owner)
        .into(channel.handle)
        .into(channel.title)
        .into(channel.description)
        .into(channel.thumbnail_url)
        .into(channel.time_zone)
        .into(channel.is_default)
        .into(channel.key_version)
        .into(channel.created_at)
        .into(channel.updated_at)
        .into(channel.follower_count)
        .into(channel.has_public_stream)
        .into(channel.is_owner_active);
}

Statement& into_category(Statement& statement, channels::Category& category) {
    return statement.into(category.id)
        .into(category.name)
        .into(category.slug)
        .into(category.icon_url)
        .into(category.created_at);
}

Statement& into_stream(Statement& statement, channels::Stream& stream) {
    return statement.into(stream.id)
        .into(stream.channel)
        .into(stream.owner)
        .into(stream.handle)
        .into(stream.username)
        .into(stream.title)
        .into(stream.description)
        .into(stream.thumbnail_url)
        .into(stream.cover_image_url)
        .into(stream.status, channels::status_from)
        .into(stream.visibility, channels::visibility_from)
        .into(stream.audience, channels::audience_from)
        .into(stream.is_archived)
        .into(stream.viewer_count)
        .into(stream.view_count)
        .into(stream.scheduled_at)
        .into(stream.started_at)
        .into(stream.ended_at)
        .into(stream.last_seen_at)
        .into(stream.reconnecting_since)
        .into(stream.chosen_at)
        .into(stream.created_at)
        .into(stream.updated_at)
        .into(stream.is_owner_active);
}

}  // namespace freshet::sql
