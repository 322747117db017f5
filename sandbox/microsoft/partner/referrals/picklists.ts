/** Ids that a referral's requirements are picked from `[PR22 referral-resources.md]`. */
export const PRODUCTS = [
  'Azure',
  'EnterpriseMobilityAndSecurity',
  'Exchange',
  'DeveloperTools',
  'Dynamics365Business',
  'Dynamics365Enterprise',
  'DynamicsAX,GP,NAV,SL',
  'Microsoft365',
  'Office',
  'PowerBI',
  'Project',
  'SharePoint',
  'SkypeForBusiness',
  'Surface',
  'SurfaceHub',
  'SQL',
  'Teams',
  'Visio',
  'Windows',
  'Yammer',
] as const;

export const SERVICES = [
  'ConsultingAndProfessional',
  'CustomSolution(ISV)',
  'DeploymentOrMigration',
  'Hardware',
  'Integration',
  'IPServices(ISV)',
  'LearningAndCertification',
  'Licensing',
  'ManagedServices',
  'ProjectServices',
] as const;

export const INDUSTRIES = [
  'Agriculture, Forestry, & Fishing',
  'Communications & Media',
  'Education',
  'Financial Services',
  'Government',
  'Healthcare',
  'Hospitality',
  'Manufacturing',
  'Power & Utilities',
  'Public Safety and National Security',
  'Retail & Consumer Goods',
  'Services',
  'Travel & Transportation',
  'Wholesale & Distribution',
] as const;

/** Solutions of the type Category. A solution of the type Name has an id of the form SOL-12345-ABC. */
export const SOLUTION_CATEGORIES: readonly string[] = `
  AdvancedAnalytics ApplicationIntegration ArtificialIntelligence AzureSecurityOperationManagement AzureStack
  BackupDisasterRecovery BigData Blockchain Chatbot CloudDatabaseMigration CloudMigration CloudVoice CognitiveServices
  CompetitiveDatabaseMigration Containers DataWarehouse DatabaseonLinux DevelopmentandTest DevOps DigitalMedia
  Dynamics365forCustomerService Dynamics365forFieldService Dynamics365forFinanceOperations Dynamics365forRetail
  Dynamics365forSales Dynamics365forTalent DynamicsonAzure EnterpriseBusinessIntelligence Gaming
  HighPerformanceComputing HybridStorage IdentityandAccessManagement InformationManagement InternetofThings
  MachineLearning Microserviceapplications MobileApplications MySQLPostgresMigrationtoAzure Networking NoSQLMigration
  RedhatonAzure RegulatoryComplianceGDPR SAPonAzure ServerlessComputing SharepointonAzure SQLServerUpgrade
  ThreatProtection WebDevelopment`
  .trim()
  .split(/\s+/);
