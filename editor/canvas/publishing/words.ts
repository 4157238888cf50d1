import { publishing } from "../../messages/publishing.ts";
import { signoff } from "../../messages/signoff.ts";
import { speak } from "../../messages/spoken.ts";
import { versions } from "../../messages/versions.ts";

speak(publishing);
speak(signoff);
speak(versions);
