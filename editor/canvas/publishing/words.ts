import { publishing } from "../../messages/publishing.ts";
import { speak } from "../../messages/spoken.ts";
import { versions } from "../../messages/versions.ts";

speak(publishing);
speak(versions);
