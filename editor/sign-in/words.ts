import { signIn } from "../messages/sign-in.ts";
import { speak } from "../messages/spoken.ts";

speak(signIn);
