package io.inferometer.exporter.aws.sagemakeredge;

import io.inferometer.exporter.api.ModelId;
import io.inferometer.exporter.aws.NameRule;
import java.util.regex.Pattern;

/**
 * What SendHeartbeat accepts as names (model of the service, API version 2020-09-23), and rules that make any text fit.
 */
final class EdgeNames {

    private static final String DEVICE_PATTERN = "[a-zA-Z0-9](-*_*[a-zA-Z0-9])*";
    private static final String VERSION_PATTERN = "[a-zA-Z0-9 _.]+";
    private static final int DEVICE_LENGTH = 63;

    /** DeviceFleetName: the fleet must exist under this very name, so it is never changed. */
    static final Pattern FLEET = Pattern.compile(DEVICE_PATTERN);

    static final int FLEET_LENGTH = DEVICE_LENGTH;

    /** DeviceName. */
    static final NameRule DEVICE = new NameRule(DEVICE_PATTERN, 1, DEVICE_LENGTH, NameRule::isAsciiLetterOrDigit, '-');

    /** The part of Dimension after the slash that names the device: no underscore there. */
    static final NameRule DEVICE_DIMENSION =
            new NameRule("[a-zA-Z0-9](-*[a-zA-Z0-9])*", 1, DEVICE_LENGTH, NameRule::isAsciiLetterOrDigit, '-');

    /** ModelName, of the library and the model's name, so that one name in two libraries makes two entries. */
    static final NameRule MODEL =
            new NameRule("[a-zA-Z0-9](-*[a-zA-Z0-9])*", 4, 255, NameRule::isAsciiLetterOrDigit, '-');

    /** ModelVersion and AgentVersion: no hyphen and no plus sign. */
    static final NameRule VERSION = new NameRule(VERSION_PATTERN, 1, 64, EdgeNames::isKeptInVersion, '_');

    /** ModelHandle and DeploymentName. */
    static final NameRule HANDLE =
            new NameRule("[a-zA-Z0-9](-*[a-zA-Z0-9])*", 1, 63, NameRule::isAsciiLetterOrDigit, '-');

    private EdgeNames() {}

    static String model(ModelId id) {
        return MODEL.name(id.library(), id.name());
    }

    /** What it would be, if the service took every name. */
    static String plainModel(ModelId id) {
        return id.library() + "-" + id.name();
    }

    /** Null, which is not sent, when it is unknown. */
    static String version(String version) {
        return version.isEmpty() ? null : VERSION.name(version);
    }

    private static boolean isKeptInVersion(int codePoint) {
        return NameRule.isAsciiLetterOrDigit(codePoint) || codePoint == '.' || codePoint == ' ';
    }
}
