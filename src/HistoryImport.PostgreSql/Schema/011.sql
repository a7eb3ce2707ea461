-- No change of shape: a version that does not know payloads of which something is left out must not read or write here.
COMMENT ON COLUMN {schema}.messages.raw IS
  'The payload as it came. One that begins with a zero lacks what stands in body and media: the library puts it back.';
