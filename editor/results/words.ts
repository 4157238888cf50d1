import { outcome } from "../messages/outcome.ts";
import { results } from "../messages/results.ts";
import { speak } from "../messages/spoken.ts";

speak(results);
speak(outcome);
