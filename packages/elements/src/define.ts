/** The one module with a side effect: importing it defines the elements. */
import { definePrivacyElements } from './registry.ts'

definePrivacyElements()
