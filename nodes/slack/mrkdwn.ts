import { runsOf } from "#engine/links.ts";

/** What Slack would read as the beginning of a command, a mention or an address: `<!channel>` in a headline must call nobody. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/**
 * A text as Slack takes it, shown letter for letter: three signs are escaped, addresses stand in `<…>`, so that Slack has nothing to
 * guess; a bar would part an address from its label. Bold and the like are switched off for the whole message (`mrkdwn: false`).
 */
export const markedText = (text: string): string =>
  runsOf(text)
    .map((run) => (run.address ? `<${escaped(run.text).replaceAll("|", "%7C")}>` : escaped(run.text)))
    .join("");
