/** Gets blobs of WhatsApp's hosts from a server on this machine. */
export function localDownload(cdn) {
  return async url => {
    const response = await fetch(`${cdn}${url.pathname}`, { redirect: 'manual' });
    return { status: response.status, body: response.body ?? [] };
  };
}
