import { posts } from "../../messages/posts.ts";
import { speak } from "../../messages/spoken.ts";

speak(posts);
