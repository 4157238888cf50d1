/**
 * A first message as a line for a terminal: what it sends is right as it stands. Signed, it needs nothing but the tools that come
 * with macOS and Linux; the secret is put in by whoever has it.
 */
export function curlExample(url: string, signed: boolean, title: string): string {
  const body = JSON.stringify({ title, link: "https://www.example.com/", tags: ["test"] });
  if (!signed)
    return `curl -X POST '${url}' \\
  -H 'content-type: application/json' \\
  -d '${quoted(body)}'`;
  return `secret='whsec_…'
body='${quoted(body)}'
id="msg_$(date +%s)"; time="$(date +%s)"
key="$(printf %s "\${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n')"
signature="$(printf '%s.%s.%s' "$id" "$time" "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | openssl base64 -A)"
curl -X POST '${url}' \\
  -H 'content-type: application/json' \\
  -H "webhook-id: $id" -H "webhook-timestamp: $time" -H "webhook-signature: v1,$signature" \\
  -d "$body"`;
}

/** Inside single quotes of a shell a single quote is the one sign that needs care. */
const quoted = (text: string): string => text.replaceAll("'", "'\\''");
