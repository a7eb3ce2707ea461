-- Finds what one person sent or got a reaction to in a group, or reacted to: a person who turns out to be another is re-keyed whatever the size of the group.

CREATE INDEX messages_sender ON messages(chat_id, sender) WHERE sender <> '';
CREATE INDEX reactions_target_sender ON reactions(chat_id, target_sender) WHERE target_sender <> '';
CREATE INDEX reactions_reactor ON reactions(chat_id, reactor) WHERE reactor <> '';
