package io.inferometer.exporter.sentinel.cloud;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a machine runs. Immutable; what is not known is empty.
 *
 * @param vendor as the service calls it, such as {@code aws}
 * @param account whose machine it is
 * @param region such as {@code eu-central-1}
 * @param zone of the region
 * @param instanceType such as {@code m7i.large}
 */
public record CloudInfo(String vendor, String account, String region, String zone, String instanceType) {

    /** Longer ones, and ones with other characters, are no answers but pages of somebody in between. */
    private static final String VALID = "[A-Za-z0-9._/-]{1,128}";

    /** Nothing is known: no cloud, or one that does not tell. */
    public static final CloudInfo UNKNOWN = new CloudInfo("", "", "", "", "");

    public CloudInfo {
        account = valid(account);
        region = valid(region);
        zone = valid(zone);
        instanceType = valid(instanceType);
    }

    static CloudInfo of(String vendor) {
        return new CloudInfo(vendor, "", "", "", "");
    }

    CloudInfo withAccount(String value) {
        return new CloudInfo(vendor, value, region, zone, instanceType);
    }

    CloudInfo withRegion(String value) {
        return new CloudInfo(vendor, account, value, zone, instanceType);
    }

    CloudInfo withZone(String value) {
        return new CloudInfo(vendor, account, region, value, instanceType);
    }

    CloudInfo withInstanceType(String value) {
        return new CloudInfo(vendor, account, region, zone, value);
    }

    /** Returns the fields with which a run is registered, those that are known. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "cloud_vendor_id", vendor);
        put(fields, "cloud_account_id", account);
        put(fields, "cloud_region_id", region);
        put(fields, "cloud_zone_id", zone);
        put(fields, "cloud_instance_type", instanceType);
        return fields;
    }

    private static void put(Map<String, String> fields, String key, String value) {
        if (!value.isEmpty()) {
            fields.put(key, value);
        }
    }

    private static String valid(String value) {
        String trimmed = value.trim();
        return trimmed.matches(VALID) ? trimmed : "";
    }
}
