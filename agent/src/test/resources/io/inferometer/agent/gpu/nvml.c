/*
 * Stands for the NVIDIA driver's libnvidia-ml.so.1, with the types of nvml.h: three GPUs, of which the second is divided into MIG
 * devices. The file that $FAKE_NVML names says how it behaves, by its first letter: n(ormal), l(ost: the third GPU is gone), h(angs),
 * e(rrors), u(nloaded: the driver is not there).
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { SUCCESS, UNINITIALIZED, INVALID_ARGUMENT, NOT_SUPPORTED, NO_PERMISSION, NOT_FOUND = 6, INSUFFICIENT_SIZE = 7,
       DRIVER_NOT_LOADED = 9, GPU_IS_LOST = 15, VERSION_MISMATCH = 25, UNKNOWN = 999 };

typedef struct Device { int number; int mig; } *Device;
typedef struct { unsigned int gpu, memory; } Utilization;
typedef struct { unsigned int version; unsigned long long total, reserved, free, used; } Memory_v2;
typedef struct { unsigned int pid; unsigned long long usedGpuMemory; unsigned int gpuInstanceId, computeInstanceId; } ProcessInfo;
typedef struct {
  unsigned int pid; unsigned long long timeStamp; unsigned int smUtil, memUtil, encUtil, decUtil;
} ProcessUtilizationSample;

static const unsigned long long GIB = 1ULL << 30;
static struct Device devices[3] = {{0, -1}, {1, -1}, {2, -1}};
static struct Device migs[2] = {{1, 0}, {1, 2}};
static int initialized;

static char behaviour(void) {
  FILE *file = fopen(getenv("FAKE_NVML"), "r");
  int letter = file ? fgetc(file) : 'n';
  if (file) fclose(file);
  return (char) letter;
}

static int trouble(Device device) {
  while (behaviour() == 'h') usleep(10000);
  char now = behaviour();
  if (!initialized) return UNINITIALIZED;
  if (now == 'e') return UNKNOWN;
  return now == 'l' && device && device->number == 2 ? GPU_IS_LOST : SUCCESS;
}

#define GUARD(device) do { int code = trouble(device); if (code) return code; } while (0)

int nvmlInit_v2(void) {
  if (behaviour() == 'u') return DRIVER_NOT_LOADED;
  initialized++;
  return SUCCESS;
}

int nvmlShutdown(void) {
  if (!initialized) return UNINITIALIZED;
  initialized--;
  return SUCCESS;
}

int nvmlDeviceGetCount_v2(unsigned int *count) {
  GUARD(NULL);
  *count = 3;
  return SUCCESS;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned int index, Device *device) {
  if (index > 2) return INVALID_ARGUMENT;
  GUARD(&devices[index]);
  *device = &devices[index];
  return SUCCESS;
}

int nvmlDeviceGetUtilizationRates(Device device, Utilization *utilization) {
  GUARD(device);
  if (device->number == 1) return NOT_SUPPORTED;
  utilization->gpu = device->number == 0 ? 37 : 10;
  utilization->memory = 99;
  return SUCCESS;
}

int nvmlDeviceGetMemoryInfo_v2(Device device, Memory_v2 *memory) {
  GUARD(device);
  if (memory->version != (unsigned int) (sizeof(Memory_v2) | (2 << 24))) return VERSION_MISMATCH;
  if (device->number == 1 && device->mig < 0) return NO_PERMISSION;
  memory->total = device->mig < 0 ? 80 * GIB : 20 * GIB;
  memory->reserved = GIB;
  memory->used = device->mig == 0 ? 5 * GIB : device->mig == 2 ? GIB : device->number == 0 ? 10 * GIB : 20 * GIB;
  memory->free = memory->total - memory->used - memory->reserved;
  return SUCCESS;
}

int nvmlDeviceGetPowerUsage(Device device, unsigned int *milliwatts) {
  GUARD(device);
  *milliwatts = 250500 - 100000 * (unsigned int) device->number;
  return SUCCESS;
}

int nvmlDeviceGetTemperature(Device device, int sensor, unsigned int *celsius) {
  GUARD(device);
  if (sensor != 0) return INVALID_ARGUMENT;
  *celsius = 55 + (unsigned int) device->number;
  return SUCCESS;
}

int nvmlDeviceGetMigMode(Device device, unsigned int *current, unsigned int *pending) {
  GUARD(device);
  if (device->number == 2) return NOT_SUPPORTED;
  *current = *pending = device->number == 1;
  return SUCCESS;
}

int nvmlDeviceGetMaxMigDeviceCount(Device device, unsigned int *count) {
  GUARD(device);
  *count = 7;
  return SUCCESS;
}

int nvmlDeviceGetMigDeviceHandleByIndex(Device device, unsigned int index, Device *mig) {
  GUARD(device);
  if (index != 0 && index != 2) return NOT_FOUND;
  *mig = &migs[index / 2];
  return SUCCESS;
}

/* 300 others come first: more than the caller's first buffer holds. */
int nvmlDeviceGetComputeRunningProcesses_v3(Device device, unsigned int *count, ProcessInfo *infos) {
  GUARD(device);
  unsigned int room = *count;
  *count = device->number == 0 ? 301 : 0;
  if (room < *count) return INSUFFICIENT_SIZE;
  for (unsigned int i = 0; i < *count; i++) {
    infos[i] = (ProcessInfo) {i == 300 ? (unsigned int) getpid() : 4000000 + i, i == 300 ? 3 * GIB : GIB, ~0U, ~0U};
  }
  return SUCCESS;
}

int nvmlDeviceGetGraphicsRunningProcesses_v3(Device device, unsigned int *count, ProcessInfo *infos) {
  GUARD(device);
  unsigned int room = *count;
  *count = 1;
  if (room < 1) return INSUFFICIENT_SIZE;
  infos[0] = (ProcessInfo) {4000000, GIB, ~0U, ~0U};
  return SUCCESS;
}

/* Older samples may follow newer ones. Of the third GPU there are none but those that were seen. */
int nvmlDeviceGetProcessUtilization(
    Device device, ProcessUtilizationSample *samples, unsigned int *count, unsigned long long lastSeen) {
  GUARD(device);
  unsigned int room = *count;
  if (device->number == 1) return NOT_SUPPORTED;
  if (device->number == 2 && lastSeen >= 3000000) return NOT_FOUND;
  *count = 3;
  if (room < 3) return INSUFFICIENT_SIZE;
  unsigned int own = device->number == 0 ? (unsigned int) getpid() : 4000000;
  samples[0] = (ProcessUtilizationSample) {own, 2000000, 21, 1, 2, 3};
  samples[1] = (ProcessUtilizationSample) {4000001, 3000000, 50, 1, 2, 3};
  samples[2] = (ProcessUtilizationSample) {own, 1000000, 99, 1, 2, 3};
  return SUCCESS;
}
