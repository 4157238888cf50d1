import { entries } from "../messages/entries.ts";
import { posts } from "../messages/posts.ts";
import { speak } from "../messages/spoken.ts";

speak(entries);
// The ring that counts letters says them.
speak(posts);
