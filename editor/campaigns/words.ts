import { campaigns } from "../messages/campaigns.ts";
import { scenarios } from "../messages/scenarios.ts";
import { speak } from "../messages/spoken.ts";

speak(campaigns);
speak(scenarios);
