import { campaigns } from "../messages/campaigns.ts";
import { speak } from "../messages/spoken.ts";

speak(campaigns);
